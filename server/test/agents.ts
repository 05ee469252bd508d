import { agentId } from '../src/agents/agent.id'
import { beat, type Heartbeat } from '../src/agents/agent.beat'
import type { Platform, TenantRef, Viewer } from '../src/platform/context'
import { newId } from '../src/platform/ids'

/** A key that agents use. */
export const agentKey: Viewer = {
  kind: 'API_KEY',
  id: newId(),
  name: 'Fleet',
  email: null,
  role: null,
  permissions: new Set(['agent:write']),
  isOperator: false,
  mustChangePassword: false,
  sessionId: null,
}

/** Has an agent say that it is there, and gives its id. */
export async function aBeat(
  platform: Platform,
  tenant: Pick<TenantRef, 'id'>,
  name: string,
  said: Partial<Heartbeat> = {},
): Promise<string> {
  await beat(platform, tenant, { agentId: name, timestamp: null, version: '1.0', osVersion: '15.1', ...said }, agentKey)
  return agentId(tenant.id, name.trim())
}

export interface SomeAgents {
  count: number
  /** When all were last heard of. */
  lastSeenAt: Date
  /** As they are called, with a number behind. */
  name?: string
  version?: string
  intervalSeconds?: number
}

/** Rows of agents that have beaten before, without the beats. */
export async function someAgents(platform: Platform, tenantId: string, some: SomeAgents): Promise<string[]> {
  const { count, lastSeenAt, name = 'mac', version = '1.0', intervalSeconds = 30 } = some
  const names = Array.from({ length: count }, (_, number) => `${name}-${number}`)
  const ids = names.map((one) => agentId(tenantId, one))
  const after = (intervals: number) => new Date(lastSeenAt.getTime() + intervals * intervalSeconds * 1_000)
  await platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) =>
    db.execute(
      `INSERT INTO agent (tenant_id, id, name, version, os_version, enrolled_at, last_seen_at, last_beat_at, intervals, interval_seconds, stale_at, offline_at)
       SELECT $1, id, name, $4, '15.1', $5, $5, $5, '{30000,30000,30000}', $6, $7, $8 FROM unnest($2::uuid[], $3::text[]) AS given(id, name)`,
      [tenantId, ids, names, version, lastSeenAt, intervalSeconds, after(2), after(3)],
    ),
  )
  return ids
}
