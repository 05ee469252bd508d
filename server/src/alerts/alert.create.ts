import { actorOf } from '../audit/actor'
import { recordChange } from '../audit/change'
import { named } from '../observables/observable.id'
import { observableWrites } from '../observables/observable.insert'
import type { ObservableValue } from '../observables/observable.type'
import { inTenant, tenantOf, type Context } from '../platform/context'
import { AppError, badInput } from '../platform/errors'
import { newId } from '../platform/ids'
import { checked } from '../platform/input'
import { riskOf } from '../scoring/risk'
import { blankAlert } from './alert.blank'
import {
  addressIn,
  newAlertShape,
  type CreateAlertInput,
  type CreateAlertPayload,
  type GivenAlert,
} from './alert.create.input'
import { Alert } from './alert.entity'
import { announceAlerts } from './alert.events'
import { alertWrites, type NewAlert } from './alert.insert'
import { knowledgeOf, type Known } from './alert.knowledge'
import { matchOf, type Matched } from './alert.match'
import { leaseNumbers } from './alert.number'
import { AlertStatus } from './alert.status'
import { valuesOf } from './alert.values'
import { canonicalJson } from './canonical-json'

const mostRaw = 1024 * 1024

/** Opens an alert by hand or for an integration. @throws BAD_USER_INPUT; PAYLOAD_TOO_LARGE when raw is over 1 MiB. */
export async function createAlert(ctx: Context, input: CreateAlertInput): Promise<CreateAlertPayload> {
  const { severity } = input
  const given = checked(newAlertShape, input)
  const raw = rawText(input.raw)
  const tenant = tenantOf(ctx)
  const [number] = await leaseNumbers(ctx.platform, tenant.id, 1)
  if (number === undefined) throw new Error('No alert number was leased')
  const known = await knowledgeOf(ctx.platform).of(tenant.id)
  const { observables, ...said } = placed(given, known)
  const opened = { id: newId(), severity, severitySetBy: actorOf(ctx).kind, firstSeenAt: new Date(), raw }
  const fields = { ...blankAlert, ...said, ...opened, tenantId: tenant.id, number }
  const values = valuesOf({ ...fields, observables })
  const made: NewAlert = { ...fields, ...scored(fields, values, known) }
  return inTenant(ctx, async (db, after) => {
    const sighting = { tenantId: tenant.id, alertId: made.id, at: made.firstSeenAt, isFold: false }
    const seen = observableWrites({ sightings: [{ ...sighting, observables: named(tenant.id, values) }] })
    await db.write([...alertWrites([made]), ...seen.writes])
    await recordChange(db, ctx, {
      action: 'alert.create',
      objectType: 'alert',
      objectId: made.id,
      fields: [{ field: 'status', from: null, to: AlertStatus.NEW }],
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

/** Says what the entity is where that is certain: an address, a host or a user that the tenant has told of. */
function placed(given: GivenAlert, { assets, privileged }: Known): GivenAlert {
  const { entity } = given
  const address = addressIn(entity)
  const isAsset = entity !== null && !address && assets.find({ host: entity, srcIp: null, dstIp: null }) !== null
  const isUser = entity !== null && !address && !isAsset && privileged.has(entity)
  const host = given.host ?? (isAsset ? entity : null)
  const user = given.user ?? (isUser ? entity : null)
  const observables = address ? [address, ...given.observables] : given.observables
  return { ...given, host, user, observables, entity: entity ?? host ?? user ?? given.resource ?? given.srcIp }
}

/** As what a source sends. */
function scored(said: Matched, values: readonly ObservableValue[], known: Known) {
  const { columns, facts } = matchOf(said, values, known)
  const { score, explanation } = riskOf(facts, known.weights)
  return { ...columns, riskScore: score, riskExplanation: explanation, riskFacts: facts }
}

function rawText(raw: unknown): string | null {
  if (raw === null || raw === undefined) return null
  const text = canonicalJson(raw)
  if (text === null) throw badInput('input.raw', 'must not be nested more than 100 deep')
  if (Buffer.byteLength(text) <= mostRaw) return text
  const message = 'must not exceed 1 MiB'
  throw new AppError('PAYLOAD_TOO_LARGE', `input.raw: ${message}`, { fields: [{ path: 'input.raw', message }] })
}
