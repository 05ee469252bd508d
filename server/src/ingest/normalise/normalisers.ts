import { awsGuardDuty } from './aws-guardduty'
import { awsSecurityHub } from './aws-securityhub'
import { awsWaf } from './aws-waf'
import { ciscoDuo } from './cisco-duo'
import { cloudflare } from './cloudflare'
import { gitHub } from './github'
import { grafana } from './grafana'
import type { Normaliser } from './normaliser'
import { okta } from './okta'
import { orca } from './orca'
import { osquery } from './osquery'
import { paloAltoCortexXdr } from './paloalto-cortex-xdr'
import { prometheusAlertmanager } from './prometheus-alertmanager'

/** Every product that is known by its own file, one line each. Where two would recognise the same item, the one that knows more stands first. */
export const normalisers: readonly Normaliser[] = [
  awsGuardDuty,
  awsSecurityHub,
  awsWaf,
  ciscoDuo,
  cloudflare,
  gitHub,
  grafana,
  okta,
  orca,
  osquery,
  paloAltoCortexXdr,
  prometheusAlertmanager,
]

export const normaliserById: ReadonlyMap<string, Normaliser> = new Map(normalisers.map((one) => [one.id, one]))
