import { inTenant, tenantOf, type Context } from '../platform/context'
import { badInput } from '../platform/errors'
import { cursorOf, orderMark, pageOf, pageRequest } from '../platform/page'
import { parseDateTime } from '../platform/scalars'
import { watchSettingsOf } from '../watch/watch.settings.service'
import type { AgentBeat, AgentBeatConnection, AgentGap, AgentStripBucket } from './agent.beat.type'
import type { Agent } from './agent.entity'
import { stripOf } from './agent.strip'

interface BeatRow {
  at: Date
  received_at: Date
  uptime_seconds: number | null
  version: string | null
}

const mine = 'tenant_id = $1 AND agent_id = $2 AND received_at >= $3' // of one that was deleted and came again, the new life alone

/** An agent's heartbeats that are still kept, newest first by its own clock. @throws BAD_USER_INPUT */
export async function beatsOf(
  ctx: Context,
  agent: Agent,
  args: { first: number; after?: string | null },
): Promise<AgentBeatConnection> {
  const mark = orderMark('heartbeats', agent.id)
  const request = pageRequest(args, mark)
  const [place] = request.from ?? []
  const before = typeof place === 'string' ? parseDateTime(place) : null
  if (request.from && !before) throw badInput('after', 'is not a cursor of this list')
  const rows = await inTenant(ctx, (db) =>
    db.query<BeatRow>(
      `SELECT at, received_at, uptime_seconds, version FROM agent_beat
       WHERE ${mine} AND ($4::timestamptz IS NULL OR at < $4) ORDER BY at DESC LIMIT ${request.limit + 1}`,
      [tenantOf(ctx).id, agent.id, agent.enrolledAt, before],
    ),
  )
  const beats = rows.map((row): AgentBeat => {
    const { at, received_at: receivedAt, uptime_seconds: uptimeSeconds, version } = row
    return { at, receivedAt, uptimeSeconds, version }
  })
  return pageOf(beats, request, ({ at }) => cursorOf(mark, [at.toISOString(), agent.id]))
}

/** When an agent was silent, the latest first. @throws BAD_USER_INPUT */
export async function gapsOf(ctx: Context, agent: Agent, first: number): Promise<AgentGap[]> {
  if (!Number.isInteger(first) || first < 1 || first > 100) throw badInput('first', 'must be 1 to 100')
  const rows = await inTenant(ctx, (db) =>
    db.query<{ from_at: Date; to_at: Date | null }>(
      `SELECT from_at, to_at FROM agent_gap WHERE tenant_id = $1 AND agent_id = $2 ORDER BY from_at DESC LIMIT ${first}`,
      [tenantOf(ctx).id, agent.id],
    ),
  )
  const now = Date.now()
  return rows.map(({ from_at: from, to_at: to }) => ({
    from,
    to,
    seconds: Math.max(0, (to?.getTime() ?? now) - from.getTime()) / 1_000,
  }))
}

const [mostHours, mostBuckets] = [720, 500]
const hourMs = 3_600_000

/** What came of an agent in the last hours. @throws BAD_USER_INPUT */
export async function stripFor(
  ctx: Context,
  agent: Agent,
  hours: number,
  buckets: number,
): Promise<AgentStripBucket[]> {
  if (hours < 1 || hours > mostHours) throw badInput('hours', `must be 1 to ${mostHours}`)
  if (buckets < 1 || buckets > mostBuckets) throw badInput('buckets', `must be 1 to ${mostBuckets}`)
  const now = Date.now()
  const from = new Date(now - hours * hourMs)
  const tenantId = tenantOf(ctx).id
  return inTenant(ctx, async (db) => {
    const beats = await db.query<{ received_at: Date }>(
      `SELECT received_at FROM agent_beat WHERE ${mine} AND received_at >= $4`,
      [tenantId, agent.id, agent.enrolledAt, from],
    )
    const gaps = await db.query<{ from_at: Date; to_at: Date | null }>(
      'SELECT from_at, to_at FROM agent_gap WHERE tenant_id = $1 AND agent_id = $2 AND (to_at IS NULL OR to_at > $3)',
      [tenantId, agent.id, from],
    )
    const { beatRetentionHours } = await watchSettingsOf(db, tenantId)
    const heard = {
      now,
      enrolledAt: agent.enrolledAt.getTime(),
      intervalSeconds: agent.intervalSeconds,
      keptFrom: now - beatRetentionHours * hourMs,
      beats: beats.map((row) => row.received_at.getTime()),
      gaps: gaps.map((row) => ({ from: row.from_at.getTime(), to: row.to_at?.getTime() ?? null })),
    }
    return stripOf(heard, hours * hourMs, buckets)
  })
}
