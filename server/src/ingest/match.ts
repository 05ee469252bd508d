import type { NewAlert } from '../alerts/alert.insert'
import type { AddressPlace } from '../assets/network.table'
import { iocKey } from '../observables/observable.id'
import { ruleOf } from '../rules/rule.identity'
import type { RiskFacts } from '../scoring/risk.facts'
import type { Finding } from './finding'
import type { Known } from './knowledge'
import { observablesOf } from './observables'

/** What a tenant's own knowledge adds to a finding. */
export interface Match {
  columns: Pick<NewAlert, 'srcNetwork' | 'dstNetwork' | 'assetId'>
  facts: RiskFacts
}

/** Matches a finding with what its tenant has told. Pure; a few look-ups, whatever the tenant has. */
export function matchOf(finding: Finding, known: Known): Match {
  const { networks, assets, privileged, iocs, histories, tenantId } = known
  const place = (ip: string | null): AddressPlace | null => (ip === null ? null : networks.placeOf(ip))
  const [source, target] = [place(finding.srcIp), place(finding.dstIp)]
  const asset = assets.find(finding)
  const { severity, eventType, user } = finding
  return {
    columns: {
      srcNetwork: source?.network ?? null,
      dstNetwork: target?.network ?? null,
      assetId: asset?.id ?? null,
    },
    facts: {
      severity,
      eventType,
      source,
      asset: asset && { host: asset.host, criticality: asset.criticality },
      privilegedUser: user !== null && privileged.has(user) ? user : null,
      knownBad: iocs.size === 0 ? null : (observablesOf(finding).find((one) => iocs.has(iocKey(one)))?.value ?? null),
      history: histories.get(ruleOf({ ...finding, tenantId }) ?? '') ?? null,
    },
  }
}
