import { crowdstrike } from './crowdstrike'
import { elasticSecurity } from './elastic-security'
import { falco } from './falco'
import { microsoftDefender } from './microsoft-defender'
import { microsoftSentinel } from './microsoft-sentinel'
import type { Normaliser } from './normaliser'
import { santamon } from './santamon'
import { sentinelOne } from './sentinelone'
import { splunk } from './splunk'
import { suricata } from './suricata'
import { wazuh } from './wazuh'
import { zeek } from './zeek'

/** Every product that is known by its own file, one line each. Where two would recognise the same item, the one that knows more stands first. */
export const normalisers: readonly Normaliser[] = [
  crowdstrike,
  elasticSecurity,
  falco,
  microsoftDefender,
  microsoftSentinel,
  santamon,
  sentinelOne,
  splunk,
  suricata,
  wazuh,
  zeek,
]

export const normaliserById: ReadonlyMap<string, Normaliser> = new Map(normalisers.map((one) => [one.id, one]))
