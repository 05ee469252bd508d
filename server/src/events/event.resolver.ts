import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { parsedJson } from '../platform/parsed-json'
import { DateTime, JsonValue } from '../platform/scalars'
import { Source } from '../sources/source.entity'
import { sourceById } from '../sources/source.loader'
import { EventConnection } from './event.connection'
import { Event } from './event.entity'
import { EventFilter } from './event.filter.input'
import { EventBucket, eventHistogram, mostBuckets } from './event.histogram'
import { listEvents } from './event.list'
import { eventById, eventNode, eventTextOf } from './event.loader'

registerNode('Event', eventNode)

@Resolver(() => Event)
export class EventResolver {
  @Allow('event:read')
  @Query(() => Event, { nullable: true, description: "NOT_FOUND for another tenant's and for what is no id." })
  event(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return eventById(ctx, id)
  }

  @Allow('event:read')
  @Query(() => EventConnection, {
    description:
      'Newest arrivals first. first or last, 1-100, not both; neither means first: 50. UNPROCESSABLE when the filter would have to look at too many: give ingestedAt.',
  })
  events(
    @Ctx() ctx: Context,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('last', () => Int, { nullable: true }) last?: number | null,
    @Arg('before', () => String, { nullable: true }) before?: string | null,
    @Arg('filter', () => EventFilter, { nullable: true }) filter?: EventFilter | null,
  ) {
    return listEvents(ctx, { first, after, last, before, filter })
  }

  @Allow('event:read')
  @Query(() => [EventBucket], {
    description: `How many events arrived when, in 1-${mostBuckets} equal spans, empty ones too. A second old at most, a few times as old as counting takes where that is longer; UNPROCESSABLE when counting would take too long.`,
  })
  eventHistogram(
    @Ctx() ctx: Context,
    @Arg('from', () => DateTime) from: Date,
    @Arg('to', () => DateTime, { description: 'What arrived then is no longer counted.' }) to: Date,
    @Arg('buckets', () => Int, { defaultValue: 60 }) buckets: number,
    @Arg('filter', () => EventFilter, { nullable: true }) filter?: EventFilter | null,
  ) {
    return eventHistogram(ctx, { filter, from, to, buckets })
  }

  @FieldResolver(() => Source, { nullable: true })
  source(@Root() { sourceId }: Event, @Ctx() ctx: Context) {
    return can(ctx, 'source:read') ? sourceById(ctx, sourceId) : null
  }

  @FieldResolver(() => JsonValue, { nullable: true, description: 'The item, parsed; null when it was no JSON.' })
  async raw(@Root() { id }: Event, @Ctx() ctx: Context) {
    const text = await eventTextOf(ctx, id)
    return text === null ? null : parsedJson(text)
  }

  @FieldResolver(() => String, { nullable: true, description: 'The item exactly as it was received.' })
  rawText(@Root() { id }: Event, @Ctx() ctx: Context) {
    return eventTextOf(ctx, id)
  }
}
