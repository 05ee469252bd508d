import { recordChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError } from '../platform/errors'
import { announceTenant } from '../platform/tenant.news'
import { defaultWeights, storedWeights, type RiskWeights as Weights } from './risk.weights'
import { changedWeights, changesOfWeights, weightSetOf } from './risk.weights.change'
import { RiskWeightsRow } from './risk.weights.entity'
import type { RiskWeights, UpdateRiskWeightsInput, UpdateRiskWeightsPayload } from './risk.weights.type'

/** News (platform/tenant.news.ts): a tenant's weights are not as they were. */
export const riskWeightsChanged = 'riskWeightsChanged'

/** The weights by which the transaction's tenant scores. */
export async function weightsOf(db: Db): Promise<Weights> {
  const [row] = await db.rows(RiskWeightsRow, 'SELECT * FROM risk_weights')
  return row ? storedWeights(row.weights) : defaultWeights
}

export const riskWeights = (ctx: Context): Promise<RiskWeights> =>
  inTenant(ctx, async (db) => shown((await db.rows(RiskWeightsRow, 'SELECT * FROM risk_weights'))[0]))

const shown = (row: RiskWeightsRow | undefined): RiskWeights => ({
  version: row?.version ?? 0,
  weights: weightSetOf(row ? storedWeights(row.weights) : defaultWeights),
  defaults: weightSetOf(defaultWeights),
  updatedAt: row?.updatedAt ?? null,
})

/** Changes what is given, for alerts that come from now on; equal values are no change. @throws BAD_USER_INPUT, CONFLICT with the weights as they are now */
export function updateRiskWeights(ctx: Context, input: UpdateRiskWeightsInput): Promise<UpdateRiskWeightsPayload> {
  const tenantId = tenantOf(ctx).id
  return inTenant(ctx, async (db, after) => {
    const row = await lockedRow(db, tenantId)
    const isFirst = row.version === 0
    const { expectedVersion } = input
    if (expectedVersion != null && expectedVersion !== row.version) {
      throw new AppError('CONFLICT', 'The weights have been changed since', { current: shown(row) })
    }
    const before = storedWeights(row.weights)
    const wanted = changedWeights(before, input.weights)
    const fields = changesOfWeights(before, wanted)
    if (fields.length === 0) {
      if (isFirst) await db.execute('DELETE FROM risk_weights')
      return { riskWeights: shown(isFirst ? undefined : row) }
    }
    const sql = 'UPDATE risk_weights SET weights = $1, version = version + 1, updated_at = now() RETURNING *'
    const [changed] = await db.rows(RiskWeightsRow, sql, [JSON.stringify(wanted)])
    await recordChange(db, ctx, { action: 'riskWeights.update', objectType: 'riskWeights', objectId: tenantId, fields })
    after(() => announceTenant(ctx.platform, riskWeightsChanged, tenantId))
    return { riskWeights: shown(changed) }
  })
}

/** Two who set them first wait for each other too: the row is made before it is locked. */
async function lockedRow(db: Db, tenantId: string): Promise<RiskWeightsRow> {
  await db.execute(
    'INSERT INTO risk_weights (tenant_id, version, weights) VALUES ($1, 0, $2) ON CONFLICT (tenant_id) DO NOTHING',
    [tenantId, JSON.stringify(defaultWeights)],
  )
  const [row] = await db.rows(RiskWeightsRow, 'SELECT * FROM risk_weights FOR UPDATE')
  if (!row) throw new Error('The row that was just made is not there')
  return row
}
