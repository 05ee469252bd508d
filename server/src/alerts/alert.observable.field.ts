import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { Observable } from '../observables/observable.entity'
import type { Context } from '../platform/context'
import { DateTime } from '../platform/scalars'
import { AlertConnection } from './alert.connection'
import { Alert } from './alert.entity'
import { listAlerts } from './alert.list'
import { observablesOf } from './alert.observable.loader'
import { sightingsOf } from './alert.sighting.loader'

@Resolver(() => Alert)
export class AlertObservablesFieldResolver {
  @FieldResolver(() => [Observable], {
    description: 'What its events hold, by type and value; at most 500, the first ones.',
  })
  observables(@Root() { id }: Alert, @Ctx() ctx: Context) {
    return observablesOf(ctx, id)
  }
}

/** What alerts tell of a value: observables/ stands below and knows none. */
@Resolver(() => Observable)
export class ObservableAlertsFieldResolver {
  @FieldResolver(() => Int, {
    description: 'Events of the alerts that hold it, together. See sightingsAreExact.',
  })
  async sightings(@Root() { id }: Observable, @Ctx() ctx: Context) {
    return (await sightingsOf(ctx, id)).events
  }

  @FieldResolver(() => Int, { description: 'Alerts that hold it. See sightingsAreExact.' })
  async alertCount(@Root() { id }: Observable, @Ctx() ctx: Context) {
    return (await sightingsOf(ctx, id)).alerts
  }

  @FieldResolver(() => Boolean, {
    description:
      'False when so many alerts hold it (10,000 of one value, fewer in a list) that sightings and alertCount tell of the newest of them alone.',
  })
  async sightingsAreExact(@Root() { id }: Observable, @Ctx() ctx: Context) {
    return (await sightingsOf(ctx, id)).areExact
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When the latest event came of an alert that holds it; null when none does.',
  })
  async lastSeenAt(@Root() { id }: Observable, @Ctx() ctx: Context) {
    return (await sightingsOf(ctx, id)).lastSeenAt
  }

  @FieldResolver(() => AlertConnection, {
    description: 'The alerts that hold it, in the order of the queue; the same as alerts(filter: {observable: …}).',
  })
  alerts(
    @Root() { type, value }: Observable,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return listAlerts(ctx, { filter: { observable: { type, value: { eq: value } } }, first, after })
  }
}
