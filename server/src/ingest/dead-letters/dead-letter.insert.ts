import type { Statement } from '../../platform/statement'

/** An item that was acknowledged and could not be read or stored. */
export interface NewDeadLetter {
  tenantId: string
  id: string
  sourceId: string
  /** Its delivery, whose keys stay used up: a replay makes no double. */
  deliveryId: string
  item: number
  at: Date
  /** Never payload text. */
  reason: string
  raw: string
}

/** What is to be written for them: nothing for none. */
export function deadLetterWrites(letters: NewDeadLetter[]): Statement[] {
  if (letters.length === 0) return []
  const sql = `INSERT INTO dead_letter (tenant_id, id, source_id, delivery_id, item, at, reason, raw)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::timestamptz[], $7::text[], $8::text[])`
  const params = [
    letters.map(({ tenantId }) => tenantId),
    letters.map(({ id }) => id),
    letters.map(({ sourceId }) => sourceId),
    letters.map(({ deliveryId }) => deliveryId),
    letters.map(({ item }) => item),
    letters.map(({ at }) => at),
    letters.map(({ reason }) => reason),
    letters.map(({ raw }) => raw),
  ]
  return [{ sql, params }]
}
