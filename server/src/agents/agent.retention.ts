import type { Past } from '../platform/clearing'
import type { Platform } from '../platform/context'
import { defaultRetentionHours } from '../watch/watch.settings.service'

const hourMs = 3_600_000
/** How long gaps, and silences that are over, are kept. */
const keptMs = 400 * 24 * hourMs

/**
 * What is past its time of heartbeats, by each tenant's own setting, of gaps and of silences.
 *
 * @param now milliseconds since 1970
 */
export async function pastOfAgents({ database }: Platform, tenantIds: string[], now: number): Promise<Past[]> {
  const rows = await database.acrossTenants('tocsin_ingest', tenantIds, (db) =>
    db.query<{ tenant_id: string; hours: number }>(
      'SELECT tenant_id, beat_retention_hours AS hours FROM watch_settings',
    ),
  )
  const hoursOf = new Map(rows.map(({ tenant_id: id, hours }) => [id, hours]))
  const older = (ms: number) => ({ after: new Date(0), until: new Date(now - ms) })
  return tenantIds.flatMap((tenantId) => [
    {
      tenantId,
      table: 'agent_beat',
      column: 'received_at',
      ...older((hoursOf.get(tenantId) ?? defaultRetentionHours) * hourMs),
    },
    { tenantId, table: 'agent_gap', column: 'to_at', ...older(keptMs) },
    { tenantId, table: 'silence', column: 'ended_at', only: 'is_done AND outbox IS NULL', ...older(keptMs) },
  ])
}
