import type { AddressPlace } from '../assets/network.table'
import { iocKey } from '../observables/observable.id'
import type { ObservableValue } from '../observables/observable.type'
import { ruleOf } from '../rules/rule.identity'
import type { RiskFacts } from '../scoring/risk.facts'
import type { NewAlert } from './alert.insert'
import type { Known } from './alert.knowledge'

/** What an alert says that its tenant may know something of. */
export type Matched = Pick<
  NewAlert,
  'severity' | 'eventType' | 'srcIp' | 'dstIp' | 'host' | 'user' | 'product' | 'ruleId'
>

/** What a tenant's own knowledge adds to an alert. */
export interface Match {
  columns: Pick<NewAlert, 'srcNetwork' | 'dstNetwork' | 'assetId'>
  facts: RiskFacts
}

/**
 * Matches an alert with what its tenant has told. Pure; a few look-ups, whatever the tenant has.
 *
 * @param values that it holds, see {@link valuesOf}
 */
export function matchOf(said: Matched, values: readonly ObservableValue[], known: Known): Match {
  const { networks, assets, privileged, iocs, histories, tenantId } = known
  const place = (ip: string | null): AddressPlace | null => (ip === null ? null : networks.placeOf(ip))
  const [source, target] = [place(said.srcIp), place(said.dstIp)]
  const asset = assets.find(said)
  const { severity, eventType, user, product, ruleId } = said
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
      knownBad: iocs.size === 0 ? null : (values.find((one) => iocs.has(iocKey(one)))?.value ?? null),
      history: histories.get(ruleOf({ tenantId, product, ruleId }) ?? '') ?? null,
    },
  }
}
