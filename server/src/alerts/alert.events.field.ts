import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { eventsOfAlert } from '../events/event.alert.loader'
import { EventConnection } from '../events/event.connection'
import { Event } from '../events/event.entity'
import { can, type Context } from '../platform/context'
import { AppError } from '../platform/errors'
import { Alert } from './alert.entity'
import { alertNode } from './alert.loader'

@Resolver(() => Alert)
export class AlertEventsFieldResolver {
  @FieldResolver(() => EventConnection, {
    description: 'What was folded into it, newest first, as far as retention has kept it. Needs `event:read`.',
  })
  events(
    @Root() alert: Alert,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    if (!can(ctx, 'event:read')) throw new AppError('FORBIDDEN', 'This needs the permission event:read')
    return eventsOfAlert(ctx, { alertId: alert.id, since: alert.firstSeenAt, first, after })
  }
}

@Resolver(() => Event)
export class EventAlertFieldResolver {
  @FieldResolver(() => Alert, {
    nullable: true,
    description: 'The alert that it opened, was folded into or was counted by; null for telemetry.',
  })
  alert(@Root() { alertId }: Event, @Ctx() ctx: Context) {
    return alertId && alertNode(ctx, alertId)
  }
}
