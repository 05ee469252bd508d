import { z } from 'zod'
import { asViewer, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { badInput, notFound } from '../platform/errors'
import { checked } from '../platform/input'

const keyPattern = /^[a-z][a-zA-Z0-9.]{0,63}$/
const mostKeys = 50
const mostBytes = 16 * 1024

const shape = z.object({
  key: z.string().regex(keyPattern, 'must start with a small letter and have at most 64 letters, digits and dots'),
})

interface PreferenceRow {
  key: string
  value: string
}

/** How this person likes to see this tenant's screens; empty for an API key and outside a tenant. */
export async function preferencesOf(ctx: Context): Promise<Record<string, unknown>> {
  if (ctx.viewer?.kind !== 'USER' || !ctx.tenant) return {}
  const rows = await asViewer(ctx, (db) =>
    db.query<PreferenceRow>('SELECT key, value FROM preference ORDER BY key COLLATE "C"'),
  )
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]))
}

/**
 * Keeps one setting, or removes it (null). Not put on record: how somebody sees his own screen is no decision about anything.
 * @throws BAD_USER_INPUT over 50 keys or 16 KiB; FORBIDDEN for an API key; NOT_FOUND for who is no member any more
 */
export function setPreference(ctx: Context, input: { key: string; value?: unknown }): Promise<void> {
  const { key } = checked(shape, input)
  tenantOf(ctx)
  const value = input.value ?? null
  return asViewer(ctx, (db) => (value === null ? remove(db, key) : store(db, ctx, key, textOf(value))))
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value)
  if (Buffer.byteLength(text) > mostBytes) throw badInput('input.value', 'must not exceed 16 KiB as JSON')
  return text
}

async function remove(db: Db, key: string): Promise<void> {
  await db.execute('DELETE FROM preference WHERE key = $1', [key])
}

/** One's own row is locked meanwhile: two tabs together add no 51st key. */
async function store(db: Db, ctx: Context, key: string, value: string): Promise<void> {
  await db.query('SELECT FROM app_user WHERE id = $1 FOR NO KEY UPDATE', [ctx.viewer?.id])
  const others = await db.query('SELECT FROM preference WHERE key <> $1', [key])
  if (others.length >= mostKeys) throw badInput('input.key', `is one more than ${mostKeys} preferences`)
  const stored = await db.execute(
    `INSERT INTO preference (tenant_id, user_id, key, value)
     SELECT tenant_id, user_id, $3, $4 FROM membership WHERE tenant_id = $1 AND user_id = $2 FOR KEY SHARE
     ON CONFLICT (tenant_id, user_id, key) DO UPDATE SET value = excluded.value`,
    [ctx.tenant?.id, ctx.viewer?.id, key, value],
  )
  if (stored === 0) throw notFound('Tenant') // just taken out of it: what he may do is remembered for seconds
}
