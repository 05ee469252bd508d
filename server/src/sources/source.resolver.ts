import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { Delivery } from './delivery.entity'
import { activityOf, SourceActivity } from './source.activity'
import { Source } from './source.entity'
import {
  CreateWebhookSourceInput,
  CreateWebhookSourcePayload,
  RotateSourceSecretInput,
  RotateSourceSecretPayload,
  UpdateSourceInput,
  UpdateSourcePayload,
} from './source.input'
import { PendingSubscription } from './subscription.entity'
import { ConfirmSubscriptionInput, ConfirmSubscriptionPayload } from './subscription.input'
import { confirmSubscription, pendingSubscription } from './subscription.service'
import { lastDeliveryAt, lastRefusal, sourceById } from './source.loader'
import { createWebhookSource, rotateSourceSecret, sourceOf, sources, updateSource } from './source.service'

registerNode('Source', async (ctx, id) => (ctx.tenant && can(ctx, 'source:read') ? sourceById(ctx, id) : null))

@Resolver(() => Source)
export class SourceResolver {
  @Allow('source:read')
  @Query(() => [Source], { description: 'All sources of the tenant, by slug.' })
  sources(@Ctx() ctx: Context) {
    return sources(ctx)
  }

  @Allow('source:read')
  @Query(() => Source, { nullable: true })
  source(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return sourceOf(ctx, id)
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'The last delivery that was not refused, of the past week.',
  })
  lastDeliveryAt(@Root() source: Source, @Ctx() ctx: Context) {
    return lastDeliveryAt(ctx, source.id)
  }

  @FieldResolver(() => Delivery, {
    nullable: true,
    description: 'The last delivery that was refused, of the past week. Null for who may not manage sources.',
  })
  lastRefusal(@Root() source: Source, @Ctx() ctx: Context) {
    return can(ctx, 'source:manage') ? lastRefusal(ctx, source.id) : null
  }

  @FieldResolver(() => PendingSubscription, {
    nullable: true,
    description: 'A topic that waits to be confirmed. Null for who may not manage sources.',
  })
  pendingSubscription(@Root() source: Source, @Ctx() ctx: Context) {
    return can(ctx, 'source:manage') ? pendingSubscription(ctx, source.id) : null
  }

  @FieldResolver(() => SourceActivity)
  activity(@Root() source: Source, @Ctx() ctx: Context) {
    return activityOf(ctx, source.id)
  }

  @Allow('source:manage')
  @Mutation(() => CreateWebhookSourcePayload, {
    description: 'Opens a webhook address: POST /api/v1/webhook/{slug} with X-Tenant, proven with the secret.',
  })
  createWebhookSource(
    @Arg('input', () => CreateWebhookSourceInput) input: CreateWebhookSourceInput,
    @Ctx() ctx: Context,
  ) {
    return createWebhookSource(ctx, input)
  }

  @Allow('source:manage')
  @Mutation(() => UpdateSourcePayload, { description: 'Changes settings of a source, or switches it on and off.' })
  updateSource(@Arg('input', () => UpdateSourceInput) input: UpdateSourceInput, @Ctx() ctx: Context) {
    return updateSource(ctx, input)
  }

  @Allow('source:manage')
  @Mutation(() => RotateSourceSecretPayload, {
    description: 'Gives a source a new secret. During the overlap both the new and the old one work.',
  })
  rotateSourceSecret(@Arg('input', () => RotateSourceSecretInput) input: RotateSourceSecretInput, @Ctx() ctx: Context) {
    return rotateSourceSecret(ctx, input)
  }

  @Allow('source:manage')
  @Mutation(() => ConfirmSubscriptionPayload, {
    description:
      'Lets an Amazon SNS topic deliver to a source: the address that Amazon sent is visited, which must be of Amazon. UNPROCESSABLE when Amazon does not confirm.',
  })
  confirmSubscription(
    @Arg('input', () => ConfirmSubscriptionInput) input: ConfirmSubscriptionInput,
    @Ctx() ctx: Context,
  ) {
    return confirmSubscription(ctx, input)
  }
}
