import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Alert } from '../../alerts/alert.entity'
import { alertNode } from '../../alerts/alert.loader'
import { Allow } from '../../platform/access'
import { can, type Context } from '../../platform/context'
import { registerNode } from '../../platform/node'
import { Source } from '../../sources/source.entity'
import { sourceById } from '../../sources/source.loader'
import { DeadLetter, DeadLetterConnection, DeadLetterState } from './dead-letter.entity'
import {
  DiscardDeadLettersInput,
  DiscardDeadLettersPayload,
  ReplayAllDeadLettersInput,
  ReplayAllDeadLettersPayload,
  ReplayDeadLettersInput,
  ReplayDeadLettersPayload,
} from './dead-letter.input'
import { excerptOf, rawOfLetter } from './dead-letter.loader'
import {
  deadLetterById,
  deadLetters,
  discardDeadLetters,
  replayAllDeadLetters,
  replayDeadLetters,
  waitingOf,
} from './dead-letter.service'

registerNode('DeadLetter', async (ctx, id) =>
  ctx.tenant && can(ctx, 'source:manage') ? deadLetterById(ctx, id) : null,
)

@Resolver(() => DeadLetter)
export class DeadLetterResolver {
  @Allow('source:manage')
  @Query(() => DeadLetterConnection, {
    description: 'Items that were acknowledged and could not be taken, newest first.',
  })
  deadLetters(
    @Arg('sourceId', () => ID, { nullable: true }) sourceId: string | null,
    @Arg('state', () => DeadLetterState, { nullable: true }) state: DeadLetterState | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return deadLetters(ctx, { sourceId, state, first, after })
  }

  @FieldResolver(() => Source, { nullable: true })
  source(@Root() { sourceId }: DeadLetter, @Ctx() ctx: Context) {
    return can(ctx, 'source:read') ? sourceById(ctx, sourceId) : null
  }

  @FieldResolver(() => String, { nullable: true, description: 'Exactly as it was sent.' })
  rawText(@Root() { id }: DeadLetter, @Ctx() ctx: Context) {
    return rawOfLetter(ctx, id)
  }

  @FieldResolver(() => String, { nullable: true, description: 'The first 200 characters of it, for a list.' })
  excerpt(@Root() { id }: DeadLetter, @Ctx() ctx: Context) {
    return excerptOf(ctx, id)
  }

  @FieldResolver(() => Alert, { nullable: true, description: 'What its replay opened or was folded into.' })
  alert(@Root() { alertId }: DeadLetter, @Ctx() ctx: Context) {
    return alertId && alertNode(ctx, alertId)
  }

  @Allow('source:manage')
  @Mutation(() => ReplayDeadLettersPayload, {
    description: 'Takes items in again, after a fix, under the delivery they came with: nothing is doubled.',
  })
  replayDeadLetters(@Arg('input', () => ReplayDeadLettersInput) input: ReplayDeadLettersInput, @Ctx() ctx: Context) {
    return replayDeadLetters(ctx, input)
  }

  @Allow('source:manage')
  @Mutation(() => ReplayAllDeadLettersPayload, { description: 'Replays all that wait of one source, as a job.' })
  replayAllDeadLetters(
    @Arg('input', () => ReplayAllDeadLettersInput) input: ReplayAllDeadLettersInput,
    @Ctx() ctx: Context,
  ) {
    return replayAllDeadLetters(ctx, input)
  }

  @Allow('source:manage')
  @Mutation(() => DiscardDeadLettersPayload, { description: 'Settles waiting items that are not wanted.' })
  discardDeadLetters(@Arg('input', () => DiscardDeadLettersInput) input: DiscardDeadLettersInput, @Ctx() ctx: Context) {
    return discardDeadLetters(ctx, input)
  }
}

@Resolver(() => Source)
export class SourceDeadLetterResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Items of this source that wait for a replay. Null for who may not manage sources.',
  })
  waitingDeadLetters(@Root() source: Source, @Ctx() ctx: Context) {
    return can(ctx, 'source:manage') ? waitingOf(ctx, source.id) : null
  }
}
