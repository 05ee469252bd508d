import { isDeepStrictEqual } from 'node:util'
import { actorOf } from '../audit/actor'
import { recordChange, type FieldChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { After, Db } from '../platform/database'
import { badInput, notFound } from '../platform/errors'
import { checked } from '../platform/input'
import { understoodAs } from './observable.canonical'
import { Observable } from './observable.entity'
import { announceIocs } from './observable.events'
import { observableId } from './observable.id'
import {
  newObservable,
  observableChange,
  type AddObservableInput,
  type AddObservablePayload,
  type UpdateObservableInput,
  type UpdateObservablePayload,
} from './observable.input'
import type { ObservableValue } from './observable.type'

/** Names a value as an IOC or as harmless; what is left out keeps what was said before. @throws BAD_USER_INPUT for what is no such value */
export async function addObservable(ctx: Context, input: AddObservableInput): Promise<AddObservablePayload> {
  const { type, value: text, ...facts } = checked(newObservable, input)
  const value = understoodAs(type, text)
  if (!value) throw badInput('input.value', `is no ${type}`)
  return inTenant(ctx, async (db, after) => {
    const id = observableId(tenantOf(ctx).id, value)
    await insertUnlessKnown(db, tenantOf(ctx).id, value)
    return { observable: await say(ctx, { db, after, id, facts, action: 'observable.add' }) }
  })
}

/** Says what people know of a value. Equal values are no change. @throws NOT_FOUND, BAD_USER_INPUT */
export async function updateObservable(ctx: Context, input: UpdateObservableInput): Promise<UpdateObservablePayload> {
  const { id, isIoc, ...rest } = checked(observableChange, input)
  const facts = isIoc === null ? rest : { ...rest, isIoc }
  return inTenant(ctx, async (db, after) => ({
    observable: await say(ctx, { db, after, id, facts, action: 'observable.update' }),
  }))
}

const insertUnlessKnown = (db: Db, tenantId: string, value: ObservableValue) =>
  db.execute(
    `INSERT INTO observable (tenant_id, id, type, value, first_seen_at) VALUES ($1, $2, $3, $4, now()) ON CONFLICT DO NOTHING`,
    [tenantId, observableId(tenantId, value), value.type, value.value],
  )

const said = ['isIoc', 'tlp', 'note', 'validUntil'] as const

interface Saying {
  db: Db
  after: After
  id: string
  action: string
  /** Undefined: nothing is said of it. */
  facts: { [Name in (typeof said)[number]]?: Observable[Name] | undefined }
}

/** Whoever says whether it is an IOC has the last word before every feed, even where a feed says the same. */
async function say(ctx: Context, { db, after, id, facts, action }: Saying): Promise<Observable> {
  const [before] = await db.rows(Observable, 'SELECT * FROM observable WHERE id = $1::uuid FOR UPDATE', [id])
  if (!before) throw notFound('Observable')
  const fields: FieldChange[] = said.flatMap((field) => {
    const to = facts[field]
    return to === undefined || isDeepStrictEqual(to, before[field]) ? [] : [{ field, from: before[field], to }]
  })
  const kind = facts.isIoc === undefined ? before.iocSetBy : actorOf(ctx).kind
  if (fields.length === 0 && kind === before.iocSetBy) return before
  const { isIoc, tlp, note, validUntil } = { ...before, ...given(facts) }
  const [observable] = await db.rows(
    Observable,
    `UPDATE observable SET is_ioc = $2, tlp = $3, note = $4, valid_until = $5, ioc_set_by = $6,
       ioc_set_at = CASE WHEN $7 THEN now() ELSE ioc_set_at END WHERE id = $1::uuid RETURNING *`,
    [before.id, isIoc, tlp, note, validUntil, kind, facts.isIoc !== undefined],
  )
  if (!observable) throw new Error('A locked observable is gone')
  const detail = { type: before.type, iocSetBy: kind }
  await recordChange(db, ctx, { action, objectType: 'observable', objectId: before.id, fields, detail })
  after(() => announceIocs(ctx.platform, [before.tenantId]))
  return observable
}

const given = (facts: Saying['facts']): Partial<Observable> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
