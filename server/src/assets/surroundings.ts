import type { Db } from '../platform/database'
import { AssetTable, type KnownAsset } from './asset.table'
import { NetworkTable, type KnownNetwork } from './network.table'
import { PrivilegedNames } from './privileged.names'

/** What a tenant has told of its own, ready to be looked up. */
export interface Surroundings {
  networks: NetworkTable
  assets: AssetTable
  privileged: PrivilegedNames
  /** Rows that it was made of: how much memory it takes. */
  size: number
}

/** Reads all that the transaction's tenant has: at most 220,000 rows, see the registers. */
export async function surroundingsOf(db: Db): Promise<Surroundings> {
  const networks = await db.query<KnownNetwork>('SELECT cidr, name, is_internal AS "isInternal" FROM network')
  const assets = await db.query<KnownAsset>('SELECT id, host, criticality, addresses FROM asset ORDER BY host')
  const users = await db.query<{ name: string }>('SELECT name FROM privileged_user')
  return {
    networks: new NetworkTable(networks),
    assets: new AssetTable(assets),
    privileged: new PrivilegedNames(users.map(({ name }) => name)),
    size: networks.length + assets.length + users.length,
  }
}
