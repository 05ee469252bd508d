import type { RuleHistory } from '../src/alerts/rule.history'
import { newId } from '../src/platform/ids'
import { AssetTable, type KnownAsset } from '../src/assets/asset.table'
import { NetworkTable, type KnownNetwork } from '../src/assets/network.table'
import { PrivilegedNames } from '../src/assets/privileged.names'
import type { Known } from '../src/alerts/alert.knowledge'
import { Criticality } from '../src/scoring/criticality'
import { defaultWeights, type RiskWeights } from '../src/scoring/risk.weights'

/** What is known of a tenant that has told nothing but this. */
export function aKnown(
  told: {
    networks?: KnownNetwork[]
    assets?: (Partial<KnownAsset> & { host: string })[]
    privileged?: string[]
    weights?: RiskWeights
    /** By `iocKey`. */
    iocs?: string[]
    histories?: [ruleId: string, history: RuleHistory][]
  } = {},
): Known {
  const { networks = [], assets = [], privileged = [], weights = defaultWeights, iocs = [], histories = [] } = told
  return {
    networks: new NetworkTable(networks),
    assets: new AssetTable(assets.map(anAsset)),
    privileged: new PrivilegedNames(privileged),
    size: 0,
    tenantId: newId(),
    weights,
    iocs: new Set(iocs),
    histories: new Map(histories),
  }
}

/** Its id is its host, so that a test can say which it was. */
export const anAsset = (given: Partial<KnownAsset> & { host: string }): KnownAsset => ({
  id: given.host,
  criticality: Criticality.MEDIUM,
  addresses: [],
  ...given,
})
