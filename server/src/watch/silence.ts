import type { Db } from '../platform/database'
import { newId } from '../platform/ids'

export type SilenceKind = 'AGENT' | 'SOURCE'

/** What fell silent together, as its row holds it. */
export interface Silence {
  id: string
  openedAt: Date
  endedAt: Date | null
  members: number
  /** Of these word was given. */
  toldMembers: number
  settlesAt: Date
  /** As the notice of its beginning, kept for its end. */
  detail: Record<string, unknown>
}

interface Row {
  id: string
  opened_at: Date
  ended_at: Date | null
  members: number
  told_members: number
  settles_at: Date
  detail: Record<string, unknown>
}

/** A little longer than one round of the watch takes to come again: if by then nobody joins, all are there. Milliseconds. */
export const calmMs = 5_000

export interface Opening {
  tenantId: string
  kind: SilenceKind
  subjectId?: string | null
  now: Date
  members: number
  /** For how long others join it. */
  joinMs: number
  /** Longest that it waits for others before it is told. */
  settleMs: number
}

/** The latest one of a kind that others may still join; locked. */
export async function joinable(db: Db, tenantId: string, kind: SilenceKind, now: Date): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    `SELECT id FROM silence WHERE tenant_id = $1 AND kind = $2 AND NOT is_done AND ended_at IS NULL AND joinable_until >= $3
     ORDER BY opened_at DESC LIMIT 1 FOR UPDATE`,
    [tenantId, kind, now],
  )
  return row?.id ?? null
}

export async function openSilence(db: Db, opening: Opening): Promise<string> {
  const { tenantId, kind, subjectId = null, now, members, joinMs, settleMs } = opening
  const id = newId()
  const after = (ms: number) => new Date(now.getTime() + ms)
  await db.execute(
    `INSERT INTO silence (tenant_id, id, kind, subject_id, opened_at, joinable_until, settles_at, members) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tenantId, id, kind, subjectId, now, after(joinMs), after(Math.min(calmMs, settleMs)), members],
  )
  return id
}

/** More have fallen silent: what is known is told when nobody else joins, and not later than the silence may wait. */
export async function joinSilence(db: Db, joining: Omit<Opening, 'kind' | 'joinMs'> & { id: string }): Promise<void> {
  const { tenantId, id, now, members, settleMs } = joining
  await db.execute(
    `UPDATE silence SET members = members + $3,
       settles_at = CASE WHEN told_members > 0 THEN $4 ELSE least(opened_at + make_interval(secs => $5), $4) END
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, members, new Date(now.getTime() + calmMs), settleMs / 1_000],
  )
}

/** Silences of a kind of which something is to be told now, or that may be over: those with an empty outbox. */
export async function unfinished(db: Db, tenantId: string, kind: SilenceKind): Promise<Silence[]> {
  const rows = await db.query<Row>(
    `SELECT id, opened_at, ended_at, members, told_members, settles_at, detail FROM silence
     WHERE tenant_id = $1 AND kind = $2 AND NOT is_done AND outbox IS NULL ORDER BY opened_at LIMIT 1000 FOR UPDATE`,
    [tenantId, kind],
  )
  return rows.map((row) => ({
    id: row.id,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    members: row.members,
    toldMembers: row.told_members,
    settlesAt: row.settles_at,
    detail: row.detail,
  }))
}

/** Puts word of a beginning into the outbox, and keeps what its end will say. */
export async function putBeginning(
  db: Db,
  tenantId: string,
  { id, members }: Silence,
  told: { body: string; detail: object },
): Promise<void> {
  await db.execute('UPDATE silence SET outbox = $3, told_members = $4, detail = $5 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    told.body,
    members,
    JSON.stringify(told.detail),
  ])
}

/** It is over: with word of it where its beginning was told, else without any. */
export async function finish(
  db: Db,
  tenantId: string,
  id: string,
  end: { at: Date; body: string | null },
): Promise<void> {
  await db.execute('UPDATE silence SET ended_at = $3, outbox = $4, is_done = true WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    end.at,
    end.body,
  ])
}
