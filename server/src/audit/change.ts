import { newId } from '../platform/ids'
import type { Db } from '../platform/database'
import type { Context } from '../platform/context'
import { actorOf, type Actor } from './actor'

/** One field's old and new value, as the API shows them (enum words, ids). */
export interface FieldChange {
  field: string
  from: unknown
  to: unknown
  /** What a person calls an id in `from` or `to`, now; the history keeps it. */
  fromLabel?: string | null
  toLabel?: string | null
}

export interface Change {
  /** `noun.verb`, past tense left out: `alert.setStatus`. */
  action: string
  objectType: string
  objectId: string
  fields?: FieldChange[]
  reason?: string | null
  /** Further facts for the audit; never a secret, never payload text. */
  detail?: Record<string, unknown>
}

/**
 * Puts a deed on record in the deed's own transaction: one audit entry and one history row per changed field.
 * Every write of the application goes through here. Returns the id that the fields of this deed share.
 */
export function recordChange(db: Db, ctx: Context, change: Change): Promise<string> {
  if (!ctx.tenant) throw new Error('A change is recorded in a tenant')
  return recordChangeBy(db, { tenantId: ctx.tenant.id, actor: actorOf(ctx), requestId: ctx.requestId }, change)
}

export interface Author {
  tenantId: string
  actor: Actor
  requestId: string | null
}

/** The same for deeds without a signed-in viewer: sources, the system, somebody accepting an invitation. */
export async function recordChangeBy(db: Db, author: Author, change: Change): Promise<string> {
  const changeId = newId()
  const by = [author.actor.kind, author.actor.id, author.actor.name]
  await db.query(
    `INSERT INTO audit_entry (tenant_id, id, actor_kind, actor_id, actor_name, action, object_type, object_id, request_id, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      author.tenantId,
      changeId,
      ...by,
      change.action,
      change.objectType,
      change.objectId,
      author.requestId,
      JSON.stringify(detailOf(change)),
    ],
  )
  if (change.fields?.length) await insertHistory(db, author, change, changeId)
  return changeId
}

const detailOf = (change: Change) => ({
  ...change.detail,
  ...(change.fields?.length ? { fields: change.fields } : {}),
  ...(change.reason ? { reason: change.reason } : {}),
})

async function insertHistory(db: Db, author: Author, change: Change, changeId: string): Promise<void> {
  const fields = change.fields ?? []
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))
  await db.query(
    `INSERT INTO history_entry (tenant_id, id, change_id, object_type, object_id, actor_kind, actor_id, actor_name, reason, field, from_value, to_value, from_label, to_label)
     SELECT $1, entry.id, $2, $3, $4, $5, $6, $7, $8, entry.field, entry.from_value::jsonb, entry.to_value::jsonb, entry.from_label, entry.to_label
     FROM unnest($9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[]) AS entry(id, field, from_value, to_value, from_label, to_label)`,
    [
      author.tenantId, changeId, change.objectType, change.objectId, author.actor.kind, author.actor.id, author.actor.name, change.reason ?? null,
      fields.map(newId), fields.map((one) => one.field), fields.map((one) => json(one.from)), fields.map((one) => json(one.to)),
      fields.map((one) => one.fromLabel ?? null), fields.map((one) => one.toLabel ?? null),
    ], // prettier-ignore
  )
}
