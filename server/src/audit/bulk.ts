import type { Db } from '../platform/database'
import { newId } from '../platform/ids'
import type { Statement } from '../platform/statement'
import type { Context } from '../platform/context'
import type { Actor } from './actor'
import { recordChange, type Author, type Change, type FieldChange } from './change'

/** A deed without single fields: what machines do by the batch. */
export interface BulkDeed extends Author {
  change: Omit<Change, 'fields' | 'reason'>
}

/** Like recordChangeBy for many deeds at once, also of several tenants: what is to be written, nothing for none. */
export function deedWrites(deeds: BulkDeed[]): Statement[] {
  if (deeds.length === 0) return []
  const rows = deeds.map(({ tenantId, actor, requestId, change }) => [
    tenantId, newId(), actor.kind, actor.id, actor.name, change.action, change.objectType, change.objectId, requestId, JSON.stringify(change.detail ?? {}),
  ]) // prettier-ignore
  const sql = `INSERT INTO audit_entry (tenant_id, id, actor_kind, actor_id, actor_name, action, object_type, object_id, request_id, detail)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::jsonb[])`
  return [{ sql, params: Array.from({ length: 10 }, (_, column) => rows.map((row) => row[column])) }]
}

/** One field of one object, changed by a machine in the course of a deed that is on record by itself. */
export interface MachineChange extends FieldChange {
  tenantId: string
  actor: Actor
  objectType: string
  objectId: string
  reason: string
}

/** Rows in the history of each object, in one statement. */
export async function recordFieldChanges(db: Db, changes: MachineChange[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((one) => [
    one.tenantId, newId(), newId(), one.objectType, one.objectId, one.actor.kind, one.actor.id, one.actor.name, one.field,
    JSON.stringify(one.from), JSON.stringify(one.to), one.reason,
  ]) // prettier-ignore
  await db.query(
    `INSERT INTO history_entry (tenant_id, id, change_id, object_type, object_id, actor_kind, actor_id, actor_name, field, from_value, to_value, reason)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[],
       $10::jsonb[], $11::jsonb[], $12::text[])`,
    Array.from({ length: 12 }, (_, column) => rows.map((row) => row[column])),
  )
}

/** One field of many objects, changed alike. */
export interface SameChange {
  action: string
  /** Whose one audit entry it is. */
  about: { objectType: string; objectId: string }
  objectType: string
  objectIds: string[]
  field: FieldChange
}

/** One audit entry that counts the objects, and a row in the history of each that shares its id. */
export async function recordSameChange(db: Db, ctx: Context, change: SameChange): Promise<void> {
  const { action, about, objectType, objectIds, field } = change
  const detail = { objectType, objects: objectIds.length, fields: [field] }
  const changeId = await recordChange(db, ctx, { action, ...about, detail })
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value))
  await db.query(
    `INSERT INTO history_entry (tenant_id, id, change_id, object_type, object_id, actor_kind, actor_id, actor_name, field, from_value, to_value, from_label, to_label)
     SELECT e.tenant_id, entry.id, e.id, $2, entry.object_id, e.actor_kind, e.actor_id, e.actor_name, $3, $4::jsonb, $5::jsonb, $6, $7
     FROM audit_entry e, unnest($8::uuid[], $9::uuid[]) AS entry(id, object_id) WHERE e.id = $1`,
    [
      changeId, objectType, field.field, json(field.from), json(field.to), field.fromLabel ?? null, field.toLabel ?? null,
      objectIds.map(newId), objectIds,
    ], // prettier-ignore
  )
}
