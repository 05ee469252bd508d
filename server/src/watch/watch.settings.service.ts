import { z } from 'zod'
import { recordChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError } from '../platform/errors'
import { checked } from '../platform/input'
import { Severity, severityId, severityOf } from '../scoring/severity'
import { ResolutionPolicy } from '../sources/source.dedup'
import { announceSource } from '../sources/source.events'
import { WatchSettingsRow } from './watch.settings.entity'
import {
  SilencePolicy,
  type UpdateWatchSettingsInput,
  type UpdateWatchSettingsPayload,
  type WatchSettings,
} from './watch.settings.type'
import { watchSlug } from './watch.source'

/** Of a tenant that has said nothing else. */
export const defaultRetentionHours = 24

const defaults = {
  agentSilence: SilencePolicy.ALERT,
  severity: Severity.HIGH,
  closesOnReturn: true,
  beatRetentionHours: defaultRetentionHours,
}

const names = ['agentSilence', 'severity', 'closesOnReturn', 'beatRetentionHours'] as const

const shape = z.object({
  agentSilence: z.enum(SilencePolicy).nullish(),
  severity: z.enum(Severity).nullish(),
  closesOnReturn: z.boolean().nullish(),
  beatRetentionHours: z.int().min(1, 'must be 1 to 720').max(720, 'must be 1 to 720').nullish(),
})

/**
 * How the transaction's tenant watches. What its source does at an end is what counts: that can be changed at the source as well.
 *
 * @param lock keeps others from changing it meanwhile; the tenant must have a row.
 */
export async function watchSettingsOf(db: Db, tenantId: string, lock = ''): Promise<WatchSettings> {
  const [[row], [source]] = [
    await db.rows(WatchSettingsRow, `SELECT * FROM watch_settings WHERE tenant_id = $1 ${lock}`, [tenantId]),
    await db.query<{ on_resolution: ResolutionPolicy }>(
      'SELECT on_resolution FROM source WHERE tenant_id = $1 AND slug = $2',
      [tenantId, watchSlug],
    ),
  ]
  const settings = row ? { ...row, severity: severityOf(row.severity) } : { ...defaults, version: 0, updatedAt: null }
  const { version, agentSilence, severity, beatRetentionHours } = settings
  const closesOnReturn = source ? source.on_resolution === ResolutionPolicy.CLOSE : settings.closesOnReturn
  const updatedAt = version === 0 ? null : settings.updatedAt
  return { version, agentSilence, severity, closesOnReturn, beatRetentionHours, updatedAt }
}

export const resolutionPolicyOf = ({ closesOnReturn }: Pick<WatchSettings, 'closesOnReturn'>): ResolutionPolicy =>
  closesOnReturn ? ResolutionPolicy.CLOSE : ResolutionPolicy.MARK

export const watchSettings = (ctx: Context): Promise<WatchSettings> =>
  inTenant(ctx, (db) => watchSettingsOf(db, tenantOf(ctx).id))

/** Changes what is given, from the next alert on; equal values are no change. @throws BAD_USER_INPUT, CONFLICT with the settings as they are now */
export function updateWatchSettings(
  ctx: Context,
  input: UpdateWatchSettingsInput,
): Promise<UpdateWatchSettingsPayload> {
  const tenantId = tenantOf(ctx).id
  const given = checked(shape, input)
  return inTenant(ctx, async (db, after) => {
    await makeRow(db, tenantId)
    const before = await watchSettingsOf(db, tenantId, 'FOR UPDATE')
    const { expectedVersion } = input
    if (expectedVersion != null && expectedVersion !== before.version) {
      throw new AppError('CONFLICT', 'The settings have been changed since', { current: before })
    }
    const wanted = { ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)) }
    const fields = names
      .map((field) => ({ field, from: before[field], to: wanted[field] }))
      .filter(({ from, to }) => from !== to)
    if (fields.length === 0) {
      if (before.version === 0) await db.execute('DELETE FROM watch_settings WHERE tenant_id = $1', [tenantId])
      return { watchSettings: before }
    }
    await store(db, tenantId, wanted)
    await recordChange(db, ctx, {
      action: 'watchSettings.update',
      objectType: 'watchSettings',
      objectId: tenantId,
      fields,
    })
    after(() => announceSource(ctx.platform, { tenantId, slug: watchSlug }))
    return { watchSettings: await watchSettingsOf(db, tenantId) }
  })
}

/** Two who set them first wait for each other too: the row is made before it is locked. */
const makeRow = (db: Db, tenantId: string) =>
  db.execute(
    `INSERT INTO watch_settings (tenant_id, version, agent_silence, severity, closes_on_return, beat_retention_hours)
     VALUES ($1, 0, $2, $3, $4, $5) ON CONFLICT (tenant_id) DO NOTHING`,
    [
      tenantId,
      defaults.agentSilence,
      severityId(defaults.severity),
      defaults.closesOnReturn,
      defaults.beatRetentionHours,
    ],
  )

async function store(db: Db, tenantId: string, wanted: WatchSettings): Promise<void> {
  const { agentSilence, severity, closesOnReturn, beatRetentionHours } = wanted
  await db.execute(
    `UPDATE watch_settings SET agent_silence = $2, severity = $3, closes_on_return = $4, beat_retention_hours = $5,
       version = version + 1, updated_at = now() WHERE tenant_id = $1`,
    [tenantId, agentSilence, severityId(severity), closesOnReturn, beatRetentionHours],
  )
  await db.execute('UPDATE source SET on_resolution = $2 WHERE tenant_id = $1 AND slug = $3', [
    tenantId,
    resolutionPolicyOf(wanted),
    watchSlug,
  ])
}
