import type { Db } from '../platform/database'
import { newId } from '../platform/ids'
import type { Author, Change } from './change'

/** A deed without single fields: what machines do by the batch. */
export interface BulkDeed extends Author {
  change: Omit<Change, 'fields' | 'reason'>
}

/** Like recordChangeBy for many deeds at once, also of several tenants: one statement, however many they are. */
export async function recordDeeds(db: Db, deeds: BulkDeed[]): Promise<void> {
  if (deeds.length === 0) return
  const rows = deeds.map(({ tenantId, actor, requestId, change }) => [
    tenantId, newId(), actor.kind, actor.id, actor.name, change.action, change.objectType, change.objectId, requestId, JSON.stringify(change.detail ?? {}),
  ]) // prettier-ignore
  await db.query(
    `INSERT INTO audit_entry (tenant_id, id, actor_kind, actor_id, actor_name, action, object_type, object_id, request_id, detail)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::jsonb[])`,
    Array.from({ length: 10 }, (_, column) => rows.map((row) => row[column])),
  )
}
