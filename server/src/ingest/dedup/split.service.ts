import { editNews, lockAlert, storeEdit } from '../../alerts/alert.edit'
import { Alert } from '../../alerts/alert.entity'
import { announceAlerts } from '../../alerts/alert.events'
import { alertWrites, type NewAlert } from '../../alerts/alert.insert'
import { knowledgeOf, type Known } from '../../alerts/alert.knowledge'
import { matchOf } from '../../alerts/alert.match'
import { leaseNumbers } from '../../alerts/alert.number'
import { AlertStatus } from '../../alerts/alert.status'
import { valuesOf } from '../../alerts/alert.values'
import { ActorKind, actorOf } from '../../audit/actor'
import { recordFieldChanges } from '../../audit/bulk'
import { recordChange } from '../../audit/change'
import { EventOutcome } from '../../events/event.outcome'
import { named } from '../../observables/observable.id'
import { observableWrites } from '../../observables/observable.insert'
import type { ObservableValue } from '../../observables/observable.type'
import { inTenant, tenantOf, type Context } from '../../platform/context'
import { sha256 } from '../../platform/crypto'
import type { Db } from '../../platform/database'
import { AppError, badInput, notFound } from '../../platform/errors'
import { newId } from '../../platform/ids'
import { checked } from '../../platform/input'
import { riskOf } from '../../scoring/risk'
import { severityId } from '../../scoring/severity'
import { Source } from '../../sources/source.entity'
import { announceSource } from '../../sources/source.events'
import type { Finding } from '../finding'
import { normalise } from '../normalise/normalise'
import { readStored } from '../read-items'
import { discriminate, saidBy, type Discriminator, type Said } from './discriminate'
import { eventsWithText, type StoredEvent, type WeighedEvent } from './event.texts'
import { newSplit, type SplitAlertInput, type SplitAlertPayload } from './split.input'
import { countLeft, eventsOfAlert, moveEvents, rememberSplit } from './split.store'

/** What is needed of an event once its text has been read. */
interface ReadEvent extends Pick<StoredEvent, 'outcome' | 'ingestedAt'> {
  finding: Finding
  values: ObservableValue[]
  said: Said
}

/** A split that has been thought through and only needs to be stored. */
interface Plan {
  source: Source
  chosen: ReadEvent[]
  /** Text of the first of them. */
  raw: string
  discriminator: Discriminator | null
  known: Known
  /** An id and a number for the new alert. */
  id: string
  number: number
}

/**
 * Moves chosen events to a new alert with its own key. Later events go the same way when they say what the chosen ones say and the others
 * do not.
 *
 * @throws NOT_FOUND (alert, or an event that is not its own), CONFLICT with `current`, BAD_USER_INPUT (none would stay, `by` tells nothing
 *   apart), UNPROCESSABLE (opened by hand; too many splits)
 */
export async function splitAlert(ctx: Context, input: SplitAlertInput): Promise<SplitAlertPayload> {
  const given = checked(newSplit, input)
  const eventIds = [...new Set(given.eventIds.map((id) => id.toLowerCase()))]
  const plan = await planSplit(ctx, given.alertId, eventIds, given.by)
  return inTenant(ctx, async (db, after) => {
    const before = await lockAlert(db, given.alertId, given.expectedVersion)
    const moved = await moveEvents(db, before.id, plan.id, eventIds)
    if (moved < eventIds.length) throw notFound('Event')
    const left = await countLeft(db, before.id)
    if (left.events === 0) throw nothingStays()
    const made = alertOf(ctx, before, plan)
    await db.write([...alertWrites([made]), ...observableWrites({ sightings: sightingsOf(made, plan) }).writes])
    await rememberSplit(
      db,
      {
        tenantId: before.tenantId,
        sourceId: plan.source.id,
        key: before.dedupKey,
        alertId: made.id,
        newKey: keyOf(plan.id),
      },
      plan.discriminator,
    )
    const swallowed = plan.chosen.filter(({ outcome }) => outcome === EventOutcome.SUPPRESSED).length
    const alert = await storeEdit(db, before.id, {
      occurrences: Math.max(1, before.occurrences - moved),
      swallowed: Math.max(0, before.swallowed - swallowed),
      lastSeenAt: left.lastAt ?? before.lastSeenAt,
    })
    await record(db, ctx, { before, alert, made, plan })
    const newAlert = await lockAlert(db, made.id)
    after(() => {
      announceSource(ctx.platform, plan.source)
      announceAlerts(ctx.platform, [
        editNews(alert, ['occurrences', 'swallowed', 'lastSeenAt'], {}),
        { tenantId: made.tenantId, id: made.id, changeSeq: 1, changedFields: [], before: null },
      ])
    })
    return { alert, newAlert, remembersBy: plan.discriminator?.field ?? null }
  })
}

/** Reading and comparing payloads takes a while, so it is done before anything is locked. */
async function planSplit(ctx: Context, alertId: string, eventIds: string[], by?: string | null): Promise<Plan> {
  const { source, chosen, others } = await inTenant(ctx, async (db) => {
    const [alert] = await db.rows(Alert, 'SELECT * FROM alert WHERE id = $1::uuid', [alertId])
    if (!alert) throw notFound('Alert')
    const [source] = await db.rows(Source, 'SELECT * FROM source WHERE id = $1::uuid', [alert.sourceId])
    if (!source || !alert.dedupKey)
      throw new AppError('UNPROCESSABLE', 'The alert was opened by hand: it has no events')
    return { source, ...(await eventsOfAlert(db, alert, eventIds)) }
  })
  if (chosen.length < eventIds.length) throw notFound('Event')
  if (others.length === 0) throw nothingStays()
  const [parts, rest] = [await readEvents(ctx, chosen, source, by), await readEvents(ctx, others, source, by)]
  if (parts.events.length < eventIds.length) throw notFound('Event')
  const said = (events: ReadEvent[]) => events.map((event) => event.said)
  const discriminator = discriminate(said(parts.events), said(rest.events))
  if (by && !discriminator) throw badInput('input.by', 'does not tell the chosen events from the others')
  const [number] = await leaseNumbers(ctx.platform, tenantOf(ctx).id, 1)
  if (number === undefined) throw new Error('No alert number was leased')
  const known = await knowledgeOf(ctx.platform).of(tenantOf(ctx).id)
  return { source, chosen: parts.events, raw: parts.firstText, discriminator, known, id: newId(), number }
}

async function readEvents(ctx: Context, weighed: WeighedEvent[], source: Source, by?: string | null) {
  const events: ReadEvent[] = []
  let firstText = ''
  for await (const { outcome, ingestedAt, raw } of eventsWithText((work) => inTenant(ctx, work), weighed)) {
    if (events.length === 0) firstText = raw
    const item = readStored(raw)
    const finding = normalise(item, source)
    const said = saidBy(finding, item, source, by)
    events.push({ outcome, ingestedAt, finding, values: valuesOf(finding), said })
  }
  return { events, firstText }
}

const nothingStays = () => badInput('input.eventIds', 'must leave at least one event with the alert')

/** Like no fingerprint of an item. */
const keyOf = (alertId: string): Buffer => sha256(`split:${alertId}`)

function alertOf(ctx: Context, before: Alert, plan: Plan): NewAlert {
  const { source, chosen, raw, discriminator, known, id, number } = plan
  const [first] = chosen
  const last = chosen.at(-1)
  if (!first || !last) throw new Error('A split moves at least one event')
  const worst = chosen.reduce((a, b) => (severityId(b.finding.severity) > severityId(a.finding.severity) ? b : a))
  const { facts } = matchOf(worst.finding, worst.values, known)
  const riskFacts = { ...facts, occurrences: chosen.length }
  const risk = riskOf(riskFacts, known.weights)
  return {
    ...first.finding,
    ...matchOf(first.finding, first.values, known).columns,
    tenantId: tenantOf(ctx).id,
    id,
    number,
    sourceId: source.id,
    severity: worst.finding.severity,
    severitySetBy: ActorKind.SOURCE,
    riskScore: risk.score,
    riskExplanation: risk.explanation,
    riskFacts,
    anomalyScore: null,
    occurrences: chosen.length,
    firstSeenAt: first.ingestedAt,
    lastSeenAt: last.ingestedAt,
    dedupKey: keyOf(id),
    dedupFields: [...before.dedupFields, ...(discriminator ? [discriminator.field] : [])],
    dedupValues: [...before.dedupValues, ...(discriminator ? [discriminator.value] : [])],
    previousAlertId: before.id,
    raw,
  }
}

/** The alert that they leave keeps what it holds: others of its events may hold it too. */
const sightingsOf = ({ tenantId, id }: NewAlert, { chosen }: Plan) =>
  chosen.map(({ values, ingestedAt }) => {
    const observables = named(tenantId, values)
    return { tenantId, alertId: id, at: ingestedAt, observables, isFold: false }
  })

interface Deed {
  before: Alert
  alert: Alert
  made: NewAlert
  plan: Plan
}

async function record(db: Db, ctx: Context, { before, alert, made, plan }: Deed): Promise<void> {
  await recordChange(db, ctx, {
    action: 'alert.split',
    objectType: 'alert',
    objectId: before.id,
    fields: [{ field: 'occurrences', from: before.occurrences, to: alert.occurrences }],
    detail: { newAlertId: made.id, events: plan.chosen.length, by: plan.discriminator?.field ?? null },
  })
  const change = { field: 'status', from: null, to: AlertStatus.NEW, reason: `Split off #${before.number}` }
  const of = { tenantId: made.tenantId, actor: actorOf(ctx), objectType: 'alert', objectId: made.id }
  await recordFieldChanges(db, [{ ...of, ...change }])
}
