import { deedWrites, recordFieldChanges, type BulkDeed, type MachineChange } from '../audit/bulk'
import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { withRetries } from '../platform/retries'
import type { Statement } from '../platform/statement'
import { Agent } from './agent.entity'
import { announceAgents, type AgentNews } from './agent.events'
import { beaten, type AgentState, type Beat } from './agent.state'

/**
 * Stores a batch of heartbeats, of several tenants too, in one transaction: who they are from, then all that is to be written. The number of
 * statements does not grow with the batch.
 */
export async function storeBeats(platform: Platform, beats: Beat[]): Promise<true[]> {
  const tenantIds = [...new Set(beats.map(({ tenantId }) => tenantId))]
  await withRetries(() =>
    platform.database.acrossTenants('tocsin_ingest', tenantIds, async (db, after) => {
      const outcome = sort(beats, await lockAgents(db, beats))
      await db.write(writesOf(beats, outcome))
      await recordFieldChanges(db, outcome.changes)
      after(() => announceAgents(platform, outcome.news))
    }),
  )
  return beats.map(() => true)
}

/** Locked in one order by all, so that two batches with the same agents never wait in a circle. */
async function lockAgents(db: Db, beats: Beat[]): Promise<Map<string, AgentState>> {
  const rows = await db.rows(
    Agent,
    `SELECT a.* FROM agent a JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::uuid[])) AS given(tenant_id, id) USING (tenant_id, id)
     ORDER BY a.tenant_id, a.id FOR UPDATE OF a`,
    [beats.map((beat) => beat.tenantId), beats.map((beat) => beat.id)],
  )
  return new Map(rows.map((agent) => [agent.id, stateOf(agent)]))
}

const stateOf = (agent: Agent): AgentState => ({
  tenantId: agent.tenantId,
  id: agent.id,
  name: agent.name,
  version: agent.version,
  osVersion: agent.osVersion,
  uptimeSeconds: agent.uptimeSeconds,
  enrolledAt: agent.enrolledAt,
  lastSeenAt: agent.lastSeenAt,
  lastBeatAt: agent.lastBeatAt,
  intervals: agent.intervals,
  intervalSeconds: agent.intervalSeconds,
  staleAt: agent.staleAt,
  offlineAt: agent.offlineAt,
  silentSince: agent.silentSince,
  retiredAt: agent.retiredAt,
  apiKeyId: agent.apiKeyId,
})

interface Outcome {
  states: Map<string, AgentState>
  /** Whose silence is over. */
  returned: Beat[]
  news: AgentNews[]
  deeds: BulkDeed[]
  changes: MachineChange[]
}

/** What is to be written, each beat seeing what those before it have done. */
function sort(beats: Beat[], known: Map<string, AgentState>): Outcome {
  const states = new Map<string, AgentState>()
  const outcome: Outcome = { states, returned: [], news: [], deeds: [], changes: [] }
  const enrolled = new Map<string, { beat: Beat; agents: string[] }>()
  for (const beat of beats) {
    const before = states.get(beat.id) ?? known.get(beat.id) ?? null
    const { state, changedFields } = beaten(before, beat)
    states.set(beat.id, state)
    if (changedFields.length > 0) outcome.news.push({ tenantId: beat.tenantId, id: beat.id, changedFields })
    if (before?.silentSince) outcome.returned.push(beat)
    if (before?.retiredAt) outcome.deeds.push(deedOf(beat, 'agent.restore'))
    if (before) outcome.changes.push(...historyOf(before, state, beat))
    else groupOf(enrolled, beat).agents.push(beat.id)
  }
  for (const { beat, agents } of enrolled.values()) outcome.deeds.push(deedOf(beat, 'agent.enroll', { agents }))
  return outcome
}

/** One entry for each key and batch. */
function groupOf(groups: Map<string, { beat: Beat; agents: string[] }>, beat: Beat): { agents: string[] } {
  const name = `${beat.tenantId}/${beat.key.id}`
  const group = groups.get(name) ?? { beat, agents: [] }
  groups.set(name, group)
  return group
}

const deedOf = ({ tenantId, id, key }: Beat, action: string, detail?: Record<string, unknown>): BulkDeed => ({
  tenantId,
  actor: key,
  requestId: null,
  change: { action, objectType: 'agent', objectId: id, detail },
})

function historyOf(before: AgentState, after: AgentState, { tenantId, id, key }: Beat): MachineChange[] {
  const about = { tenantId, actor: key, objectType: 'agent', objectId: id, reason: 'by a heartbeat' }
  const changes = [
    { field: 'version', from: before.version, to: after.version },
    { field: 'osVersion', from: before.osVersion, to: after.osVersion },
    { field: 'isRetired', from: before.retiredAt !== null, to: after.retiredAt !== null },
  ]
  return changes.filter(({ from, to }) => from !== to).map((change) => ({ ...about, ...change }))
}

function writesOf(beats: Beat[], { states, returned, deeds }: Outcome): Statement[] {
  return [
    agentWrite([...states.values()]),
    beatWrite(beats),
    ...(returned.length > 0 ? [gapWrite(returned)] : []),
    ...deedWrites(deeds),
  ]
}

const columns = (rows: unknown[][], count: number): unknown[][] =>
  Array.from({ length: count }, (_, column) => rows.map((row) => row[column]))

const stateSql = `INSERT INTO agent (tenant_id, id, name, version, os_version, uptime_seconds, enrolled_at, last_seen_at, last_beat_at, intervals,
    interval_seconds, stale_at, offline_at, api_key_id)
  SELECT tenant_id, id, name, version, os_version, uptime, enrolled, seen, beat, intervals::int[], seconds, stale, offline, key
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
    $10::text[], $11::real[], $12::timestamptz[], $13::timestamptz[], $14::uuid[])
    AS given(tenant_id, id, name, version, os_version, uptime, enrolled, seen, beat, intervals, seconds, stale, offline, key)
  ORDER BY tenant_id, id
  ON CONFLICT (tenant_id, id) DO UPDATE SET version = excluded.version, os_version = excluded.os_version, uptime_seconds = excluded.uptime_seconds,
    last_seen_at = excluded.last_seen_at, last_beat_at = excluded.last_beat_at, intervals = excluded.intervals,
    interval_seconds = excluded.interval_seconds, stale_at = excluded.stale_at, offline_at = excluded.offline_at,
    api_key_id = excluded.api_key_id, silent_since = NULL, silence_id = NULL, retired_at = NULL`

function agentWrite(states: AgentState[]): Statement {
  const rows = states.map((one) => [
    one.tenantId, one.id, one.name, one.version, one.osVersion, one.uptimeSeconds, one.enrolledAt, one.lastSeenAt, one.lastBeatAt,
    `{${one.intervals.join(',')}}`, one.intervalSeconds, one.staleAt, one.offlineAt, one.apiKeyId,
  ]) // prettier-ignore
  return { sql: stateSql, params: columns(rows, 14) }
}

const beatSql = `INSERT INTO agent_beat (tenant_id, agent_id, at, received_at, uptime_seconds, version)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::float8[], $6::text[])
  ON CONFLICT (tenant_id, agent_id, at) DO UPDATE SET received_at = excluded.received_at, uptime_seconds = excluded.uptime_seconds,
    version = excluded.version`

function beatWrite(beats: Beat[]): Statement {
  const last = new Map(beats.map((beat) => [`${beat.id} ${beat.at.getTime()}`, beat]))
  const rows = [...last.values()].map((one) => [
    one.tenantId, one.id, one.at, one.receivedAt, one.uptimeSeconds, one.version,
  ]) // prettier-ignore
  return { sql: beatSql, params: columns(rows, 6) }
}

function gapWrite(returned: Beat[]): Statement {
  const rows = returned.map(({ tenantId, id, receivedAt }) => [tenantId, id, receivedAt])
  const sql = `UPDATE agent_gap g SET to_at = given.at FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS given(tenant_id, id, at)
    WHERE g.tenant_id = given.tenant_id AND g.agent_id = given.id AND g.to_at IS NULL`
  return { sql, params: columns(rows, 3) }
}
