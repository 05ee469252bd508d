import { alertNode } from '../alerts/alert.loader'
import { recordChange } from '../audit/change'
import { inTenant, signedIn, tenantOf, type Context } from '../platform/context'
import { notFound } from '../platform/errors'
import { newId } from '../platform/ids'
import { deliveryById } from '../sources/delivery.service'
import type { Source } from '../sources/source.entity'
import { sourceOf } from '../sources/source.service'
import type { Answer } from './answer'
import type { SendTestDeliveryInput, SendTestDeliveryPayload } from './test-delivery.input'
import { deliverOwn, paceOwn } from './ingest.route'
import { sourceIsDisabled } from './refuse'

/**
 * Sends one synthetic body through everything that a real one takes, so that the administrator sees the whole way work. The deed is on
 * record before the delivery, which has a record of its own.
 *
 * @throws NOT_FOUND, CONFLICT (the source is disabled), RATE_LIMITED, UNAVAILABLE
 */
export async function sendTestDelivery(ctx: Context, input: SendTestDeliveryInput): Promise<SendTestDeliveryPayload> {
  const source = await sourceOf(ctx, input.sourceId)
  if (!source) throw notFound('Source')
  if (!source.enabled) throw sourceIsDisabled()
  paceOwn(ctx.platform, source.id)
  await inTenant(ctx, (db) =>
    recordChange(db, ctx, { action: 'source.test', objectType: 'source', objectId: source.id }),
  )
  const address = { tenant: tenantOf(ctx).slug, slug: source.slug }
  const told = await deliverOwn(ctx.platform, address, Buffer.from(JSON.stringify(testBody(ctx, source))))
  const { deliveryId, items } = JSON.parse(told.text) as Answer
  const delivery = await deliveryById(ctx, deliveryId)
  if (!delivery) throw new Error('A stored delivery is not there')
  return { delivery, alert: await alertNode(ctx, items[0]?.alertId ?? '') }
}

/** The id makes it new each time: an equal body would be a repetition. */
const testBody = (ctx: Context, source: Source) => ({
  id: newId(),
  type: 'test',
  title: `Test delivery from ${source.name}`,
  message: `${signedIn(ctx).name} asked for this delivery, to see that it arrives. Nothing happened.`,
  severity: 'informational',
  tags: ['test'],
  event_time: new Date().toISOString(),
})
