import { Arg, Resolver, Root, Subscription } from 'type-graphql'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { liveSource } from '../platform/live.feed'
import { AlertChange } from './alert.change'
import { alertFeed } from './alert.feed'
import { alertFilters } from './alert.filter'
import { AlertFilter } from './alert.filter.input'

@Resolver()
export class AlertSubscriptionResolver {
  @Allow('alert:read')
  @Subscription(() => AlertChange, {
    description:
      'Every change of an alert that matches the filter, or has just left it. At most 10 a second, then RESYNC.',
    subscribe: ({ args, context }: { args: { filter?: AlertFilter | null }; context: Context }) => {
      alertFilters.check(args.filter)
      return liveSource(alertFeed, context, args.filter ?? null)
    },
  })
  alertChanged(
    @Root() change: AlertChange,
    @Arg('filter', () => AlertFilter, { nullable: true }) _filter?: AlertFilter | null,
  ): AlertChange {
    return change
  }
}
