import { z } from 'zod'
import { actorOf } from '../audit/actor'
import { recordChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import { AppError, badInput } from '../platform/errors'
import { foldCase } from '../platform/filter/fold-case'
import { newId } from '../platform/ids'
import { checked, shortText } from '../platform/input'
import { riskOf } from '../scoring/risk'
import type { RiskWeights } from '../scoring/risk.weights'
import { weightsOf } from '../scoring/risk.weights.service'
import type { Severity } from '../scoring/severity'
import { blankAlert } from './alert.blank'
import { Alert } from './alert.entity'
import { announceAlerts } from './alert.events'
import type { CreateAlertInput, CreateAlertPayload } from './alert.input'
import { alertWrites, type NewAlert } from './alert.insert'
import { leaseNumbers } from './alert.number'
import { AlertStatus } from './alert.status'
import { canonicalJson } from './canonical-json'

/** Absent, empty or blank text is null, never "". */
const optionalText = (max: number) =>
  shortText(max, 0)
    .nullish()
    .transform((text) => text || null)

const shape = z.object({
  title: shortText(500),
  entity: optionalText(500),
  description: optionalText(10_000),
  tags: z
    .array(shortText(100))
    .max(50, 'must have at most 50 tags')
    .nullish()
    .transform((tags) => withoutRepeats(tags ?? [])),
})

const withoutRepeats = (tags: string[]): string[] =>
  [...new Map(tags.toReversed().map((tag) => [foldCase(tag), tag])).values()].toReversed()

const mostRaw = 1024 * 1024

/** Opens an alert by hand or for an integration. @throws BAD_USER_INPUT; PAYLOAD_TOO_LARGE when raw is over 1 MiB. */
export async function createAlert(ctx: Context, input: CreateAlertInput): Promise<CreateAlertPayload> {
  const given = { ...checked(shape, input), severity: input.severity, raw: rawText(input.raw) }
  const tenant = tenantOf(ctx)
  const [number] = await leaseNumbers(ctx.platform, tenant.id, 1)
  if (number === undefined) throw new Error('No alert number was leased')
  return inTenant(ctx, async (db, after) => {
    const made: NewAlert = {
      ...blankAlert,
      ...given,
      ...openedBy(ctx),
      ...riskColumns(input.severity, await weightsOf(db)),
      tenantId: tenant.id,
      number,
    }
    await db.write(alertWrites([made]))
    const fields = [{ field: 'status', from: null, to: AlertStatus.NEW }]
    await recordChange(db, ctx, {
      action: 'alert.create',
      objectType: 'alert',
      objectId: made.id,
      fields,
      detail: { number },
    })
    const [alert] = await db.rows(Alert, 'SELECT * FROM alert WHERE id = $1::uuid', [made.id])
    if (!alert) throw new Error('The alert that was just stored is not there')
    after(() => {
      ctx.platform.telemetry.alertsCreated.inc({ by: made.severitySetBy })
      announceAlerts(ctx.platform, [
        { tenantId: tenant.id, id: made.id, changeSeq: 1, changedFields: [], before: null },
      ])
    })
    return { alert }
  })
}

type RiskColumns = Pick<NewAlert, 'riskScore' | 'riskExplanation' | 'riskFacts'>

function openedBy(ctx: Context): Pick<NewAlert, 'id' | 'severitySetBy' | 'firstSeenAt'> {
  return { id: newId(), severitySetBy: actorOf(ctx).kind, firstSeenAt: new Date() }
}

function riskColumns(severity: Severity, weights: RiskWeights): RiskColumns {
  const { score, explanation } = riskOf({ severity }, weights)
  return { riskScore: score, riskExplanation: explanation, riskFacts: { severity } }
}

function rawText(raw: unknown): string | null {
  if (raw === null || raw === undefined) return null
  const text = canonicalJson(raw)
  if (text === null) throw badInput('input.raw', 'must not be nested more than 100 deep')
  if (Buffer.byteLength(text) <= mostRaw) return text
  const message = 'must not exceed 1 MiB'
  throw new AppError('PAYLOAD_TOO_LARGE', `input.raw: ${message}`, { fields: [{ path: 'input.raw', message }] })
}
