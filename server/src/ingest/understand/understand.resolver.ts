import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../../platform/access'
import type { Context } from '../../platform/context'
import { KnownProduct, ProductSample, knownProducts, samplesOf } from './known-products'
import {
  ReplayCorrectedDeadLetterInput,
  ReplayCorrectedDeadLetterPayload,
  UnderstandInput,
  UnderstandPayload,
} from './understand.input'
import { replayCorrectedDeadLetter, understand } from './understand.service'

@Resolver()
export class UnderstandResolver {
  @Allow('alert:read')
  @Query(() => UnderstandPayload, {
    description:
      'What a payload would be understood as, item by item, and by what. Nothing is stored. UNPROCESSABLE or BAD_USER_INPUT as the webhook answers.',
  })
  understand(@Arg('input', () => UnderstandInput) input: UnderstandInput, @Ctx() ctx: Context) {
    return understand(ctx, input)
  }

  @Allow('source:manage')
  @Mutation(() => ReplayCorrectedDeadLetterPayload, {
    description:
      'Takes a dead letter in as it should have been, under the delivery it came with; what was sent is kept beside it. CONFLICT when it does not wait any more.',
  })
  replayCorrectedDeadLetter(
    @Arg('input', () => ReplayCorrectedDeadLetterInput) input: ReplayCorrectedDeadLetterInput,
    @Ctx() ctx: Context,
  ) {
    return replayCorrectedDeadLetter(ctx, input)
  }
}

@Resolver(() => KnownProduct)
export class KnownProductResolver {
  @Allow('alert:read')
  @Query(() => [KnownProduct], { description: 'Every product whose payloads are known by their own form, by name.' })
  knownProducts(@Arg('ids', () => [String], { nullable: true, description: 'Of these alone.' }) ids: string[] | null) {
    return ids ? knownProducts().filter(({ id }) => ids.includes(id)) : knownProducts()
  }

  @FieldResolver(() => [ProductSample])
  samples(@Root() product: KnownProduct) {
    return samplesOf(product)
  }
}
