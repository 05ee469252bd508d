import { beat } from '../agents/agent.beat'
import { isJsonObject } from '../ingest/finding'
import { textOf } from '../ingest/reading/fields'
import { timeOf } from '../ingest/reading/time'
import { inTenant } from '../platform/context'
import { AppError } from '../platform/errors'
import type { KeyContext } from './door'

/** As much as an agent's name may have before it is cut. */
const longest = 5_000

/**
 * Takes a heartbeat in. Resolves after COMMIT.
 *
 * @returns the agent's name as it was sent
 * @throws UNPROCESSABLE for what is no heartbeat; as `beat`
 */
export async function takeHeartbeat({ platform, tenant, viewer }: KeyContext, body: unknown): Promise<string> {
  const said = isJsonObject(body) ? body : {}
  const agentId = textOf(said.agent_id, longest)
  if (agentId === null || !viewer) throw new AppError('UNPROCESSABLE', 'A heartbeat is a JSON object with agent_id')
  const uptime = said.uptime_seconds
  await beat(
    platform,
    tenant,
    {
      ...{ agentId, timestamp: timeOf(said.timestamp), version: textOf(said.version, longest) },
      ...{ osVersion: textOf(said.os_version, longest) },
      uptimeSeconds: typeof uptime === 'number' ? uptime : null,
    },
    viewer,
  )
  return agentId
}

/** An agent's latest heartbeat as the clients of Santamon's backend read it. */
export interface HeartbeatRow {
  agent_id: string
  timestamp: string
  version: string | null
  os_version: string | null
  uptime_seconds: number | null
  received_at: string
}

interface Row {
  name: string
  version: string | null
  os_version: string | null
  uptime_seconds: number | null
  last_beat_at: Date
  last_seen_at: Date
}

const listSql = `SELECT name, version, os_version, uptime_seconds, last_beat_at, last_seen_at FROM agent
  WHERE last_seen_at > $1 AND retired_at IS NULL ORDER BY last_seen_at DESC, id DESC LIMIT $2`

/** The tenant's agents that were heard of since then, the latest first. */
export async function latestHeartbeats(ctx: KeyContext, since: Date, limit: number): Promise<HeartbeatRow[]> {
  const rows = await inTenant(ctx, (db) => db.query<Row>(listSql, [since, limit]))
  return rows.map((row) => ({
    ...{ agent_id: row.name, timestamp: row.last_beat_at.toISOString(), version: row.version },
    ...{ os_version: row.os_version, uptime_seconds: row.uptime_seconds },
    received_at: row.last_seen_at.toISOString(),
  }))
}
