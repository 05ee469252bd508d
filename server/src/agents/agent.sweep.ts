import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { beginning } from '../watch/notice'
import { finish, joinable, joinSilence, openSilence, putBeginning, unfinished, type Silence } from '../watch/silence'
import { watchSettingsOf } from '../watch/watch.settings.service'
import { SilencePolicy, type WatchSettings } from '../watch/watch.settings.type'
import type { Moment } from '../watch/watch'
import { announceAgents } from './agent.events'
import { usualInterval } from './agent.interval'
import { endOfSilence, silenceOf, type Missing } from './agent.notice'
import { offlineAfter } from './agent.status'

/** Agents of one tenant that one round notices; more are noticed in the next. */
const mostNoticed = 50_000
/** Whoever falls silent within an interval of the first belongs to it; at least a minute, for beats of all are spread over an interval. */
const leastJoinMs = 60_000
/** Longest that a silence waits for others before it is told. */
const settleMs = usualInterval * 1_000
/** Of those that went stale since the last round more need not be told: screens read afresh. */
const mostStale = 600

/**
 * Notices agents that have not been heard of for three of their intervals, in every tenant at once: those of a tenant are one silence, which
 * later ones join. Gives word of it when nobody else joins, and of its end when none of them is missing any more.
 */
export async function sweepAgents(platform: Platform, tenantIds: string[], moment: Moment): Promise<void> {
  for (const tenantId of await tenantsToLookAt(platform, tenantIds, moment)) {
    await platform.database.acrossTenants('tocsin_ingest', [tenantId], async (db, after) => {
      // Of several servers one looks; the others leave it to that one.
      const [lock] = await db.query<{ ours: boolean }>('SELECT pg_try_advisory_xact_lock(7034, hashtext($1)) AS ours', [
        tenantId,
      ])
      if (!lock?.ours) return
      const settings = await watchSettingsOf(db, tenantId)
      const noticed = await notice(db, tenantId, settings, moment)
      const fields = ['status', 'silentSince']
      after(() =>
        announceAgents(
          platform,
          noticed.map((id) => ({ tenantId, id, changedFields: fields })),
        ),
      )
      for (const silence of await unfinished(db, tenantId, 'AGENT'))
        await carryOn(db, tenantId, silence, settings, moment)
    })
  }
  await tellStale(platform, tenantIds, moment)
}

/** Tells screens of those that went stale since the last round: no row changes by that. */
async function tellStale(platform: Platform, tenantIds: string[], { now, lastRound }: Moment): Promise<void> {
  const rows = await platform.database.acrossTenants('tocsin_ingest', tenantIds, (db) =>
    db.query<{ tenant_id: string; id: string }>(
      `SELECT a.* FROM unnest($3::uuid[]) AS t(id) CROSS JOIN LATERAL (
         SELECT tenant_id, id FROM agent WHERE tenant_id = t.id AND silent_since IS NULL AND retired_at IS NULL
           AND stale_at > $2 AND stale_at <= $1 AND offline_at > $1 LIMIT ${mostStale}
       ) AS a`,
      [now, lastRound, tenantIds],
    ),
  )
  announceAgents(
    platform,
    rows.map(({ tenant_id: tenantId, id }) => ({ tenantId, id, changedFields: ['status'] })),
  )
}

/** Missed for long enough, and by somebody who could have heard: `$1` now, `$2` since when we listen. */
const isDue = `silent_since IS NULL AND retired_at IS NULL AND stale_at < $1 AND offline_at < $1
  AND $2::timestamptz + make_interval(secs => interval_seconds * ${offlineAfter}) <= $1`

async function tenantsToLookAt(
  platform: Platform,
  tenantIds: string[],
  { now, listeningSince }: Moment,
): Promise<string[]> {
  const rows = await platform.database.acrossTenants('tocsin_ingest', tenantIds, (db) =>
    db.query<{ id: string }>(
      `SELECT t.id FROM unnest($3::uuid[]) AS t(id) WHERE EXISTS (SELECT FROM agent WHERE tenant_id = t.id AND ${isDue})
         OR EXISTS (SELECT FROM silence s WHERE s.tenant_id = t.id AND s.kind = 'AGENT' AND NOT s.is_done)`,
      [now, listeningSince, tenantIds],
    ),
  )
  return rows.map(({ id }) => id)
}

/** Marks those that are due, each with its gap, as one silence. One that is being heard of just now is left out. */
async function notice(db: Db, tenantId: string, settings: WatchSettings, moment: Moment): Promise<string[]> {
  const { now, listeningSince } = moment
  const due = await db.query<{ id: string; interval_seconds: number }>(
    `SELECT id, interval_seconds FROM agent WHERE tenant_id = $3 AND ${isDue} ORDER BY id LIMIT ${mostNoticed} FOR UPDATE SKIP LOCKED`,
    [now, listeningSince, tenantId],
  )
  if (due.length === 0) return []
  const ids = due.map(({ id }) => id)
  const isTold = settings.agentSilence === SilencePolicy.ALERT
  const joinMs = Math.max(leastJoinMs, ...due.slice(0, 1_000).map((one) => one.interval_seconds * 1_000))
  const silenceId = isTold ? await silenceFor(db, { tenantId, now, members: ids.length, joinMs }) : null
  await db.execute(
    `WITH marked AS (
       UPDATE agent SET silent_since = last_seen_at, silence_id = $3 WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) RETURNING id, last_seen_at
     )
     INSERT INTO agent_gap (tenant_id, agent_id, from_at) SELECT $1, id, last_seen_at FROM marked ON CONFLICT DO NOTHING`,
    [tenantId, ids, silenceId],
  )
  return ids
}

async function silenceFor(
  db: Db,
  group: { tenantId: string; now: Date; members: number; joinMs: number },
): Promise<string> {
  const { tenantId, now } = group
  const id = await joinable(db, tenantId, 'AGENT', now)
  if (id === null) return openSilence(db, { ...group, kind: 'AGENT', settleMs })
  await joinSilence(db, { ...group, id, settleMs })
  return id
}

/** What is to be told of a silence now: nothing, that it has begun (or grown), that it is over. */
async function carryOn(
  db: Db,
  tenantId: string,
  silence: Silence,
  settings: WatchSettings,
  { now }: Moment,
): Promise<void> {
  const [last] = await db.query('SELECT FROM agent WHERE tenant_id = $1 AND silence_id = $2 LIMIT 1', [
    tenantId,
    silence.id,
  ])
  if (!last) {
    const body = silence.toldMembers > 0 ? endOfSilence(silence, now) : null
    return finish(db, tenantId, silence.id, { at: now, body })
  }
  if (silence.members <= silence.toldMembers || silence.settlesAt > now) return
  const told = silenceOf(silence, await missingOf(db, tenantId, silence.id), settings.severity)
  await putBeginning(db, tenantId, silence, { body: beginning(told), detail: told })
}

async function missingOf(db: Db, tenantId: string, silenceId: string): Promise<Missing[]> {
  const rows = await db.query<{ name: string; version: string | null; os_version: string | null; last_seen_at: Date }>(
    'SELECT name, version, os_version, last_seen_at FROM agent WHERE tenant_id = $1 AND silence_id = $2',
    [tenantId, silenceId],
  )
  return rows.map((row) => ({
    name: row.name,
    version: row.version,
    osVersion: row.os_version,
    lastSeenAt: row.last_seen_at,
  }))
}
