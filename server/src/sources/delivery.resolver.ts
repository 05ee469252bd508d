import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { JsonValue } from '../platform/scalars'
import { Delivery, DeliveryConnection, DeliveryOutcome } from './delivery.entity'
import { deliveries, deliveryById } from './delivery.service'
import { Source } from './source.entity'
import { sourceById } from './source.loader'

registerNode('Delivery', async (ctx, id) => (ctx.tenant && can(ctx, 'source:manage') ? deliveryById(ctx, id) : null))

@Resolver(() => Delivery)
export class DeliveryResolver {
  @Allow('source:manage')
  @Query(() => DeliveryConnection, { description: 'What was sent to the webhooks in the past week, newest first.' })
  deliveries(
    @Arg('sourceId', () => ID, { nullable: true }) sourceId: string | null,
    @Arg('outcome', () => DeliveryOutcome, { nullable: true }) outcome: DeliveryOutcome | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return deliveries(ctx, { sourceId, outcome, first, after })
  }

  @FieldResolver(() => Source, { nullable: true, description: 'Null when there is no such source.' })
  source(@Root() delivery: Delivery, @Ctx() ctx: Context) {
    return delivery.sourceId && can(ctx, 'source:read') ? sourceById(ctx, delivery.sourceId) : null
  }

  @FieldResolver(() => JsonValue, { nullable: true, description: 'The answer that the sender got.' })
  answer(@Root() delivery: Delivery): unknown {
    return delivery.answer === null ? null : JSON.parse(delivery.answer)
  }
}
