import { ActorKind } from '../audit/actor'
import type { Statement } from '../platform/statement'
import { storableTime } from '../platform/storable'
import { observableId } from './observable.id'
import type { ObservableValue } from './observable.type'
import { tlpOf } from './tlp'

/** What a feed says is bad; the value as `observableOf` writes it. */
export interface Indicator extends ObservableValue {
  name: string | null
  tlp: string | null
  validFrom: Date | null
  validUntil: Date | null
}

/** An indicator, and who told of it when. */
export interface ToldIndicator {
  tenantId: string
  sourceId: string
  at: Date
  indicator: Indicator
}

/** The last word on each value, by the observable's id. */
export const newestById = (told: readonly ToldIndicator[]): Map<string, ToldIndicator> =>
  new Map(told.map((one) => [observableId(one.tenantId, one.indicator), one]))

/** The newest word wins, but for a person's that it is harmless. */
const insertSql = `INSERT INTO observable (tenant_id, id, type, value, is_ioc, ioc_set_by, ioc_set_at, ioc_source_id, name, tlp, valid_from, valid_until, first_seen_at)
  SELECT tenant_id, id, type, value, true, '${ActorKind.SOURCE}', at, source_id, name, tlp, valid_from, valid_until, at
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::timestamptz[])
    AS told(tenant_id, id, type, value, at, source_id, name, tlp, valid_from, valid_until)
  ORDER BY tenant_id, id
  ON CONFLICT (tenant_id, id) DO UPDATE SET is_ioc = true, ioc_set_by = excluded.ioc_set_by, ioc_set_at = excluded.ioc_set_at,
    ioc_source_id = excluded.ioc_source_id, name = coalesce(excluded.name, observable.name), tlp = excluded.tlp,
    valid_from = excluded.valid_from, valid_until = excluded.valid_until
  WHERE observable.is_ioc OR observable.ioc_set_by IS NULL OR observable.ioc_set_by NOT IN ('${ActorKind.USER}', '${ActorKind.API_KEY}')`

export function indicatorStatement(told: ReadonlyMap<string, ToldIndicator>): Statement[] {
  if (told.size === 0) return []
  const rows = [...told].map(([id, { tenantId, sourceId, at, indicator }]) => {
    const { type, value, name, tlp, validFrom, validUntil } = indicator
    const words = [name?.slice(0, 500) ?? null, tlp === null ? null : tlpOf(tlp)]
    return [tenantId, id, type, value, at, sourceId, ...words, storableTime(validFrom), storableTime(validUntil)]
  })
  return [{ sql: insertSql, params: Array.from({ length: 10 }, (_, column) => rows.map((row) => row[column])) }]
}
