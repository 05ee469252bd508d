import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { Agent } from '../agents/agent.entity'
import { can, type Context } from '../platform/context'
import { AppError } from '../platform/errors'
import { AgentStats, alertsOn, statsOf } from './agent.stats'
import { AlertConnection } from './alert.connection'
import { AlertFilter } from './alert.filter.input'
import { listAlerts } from './alert.list'

/** What alerts tell of an agent: agents/ stands below and knows none. */
@Resolver(() => Agent)
export class AgentAlertsFieldResolver {
  @FieldResolver(() => AlertConnection, {
    description: 'The alerts whose host it is, in the order of the queue. Needs `alert:read`.',
  })
  alerts(
    @Root() agent: Agent,
    @Arg('filter', () => AlertFilter, { nullable: true }) filter: AlertFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    mustReadAlerts(ctx)
    return listAlerts(ctx, { filter: alertsOn(agent, filter), first, after })
  }

  @FieldResolver(() => AgentStats, {
    nullable: true,
    description: 'A second old at most; null, with an error, when counting would take too long. Needs `alert:read`.',
  })
  stats(@Root() agent: Agent, @Ctx() ctx: Context) {
    mustReadAlerts(ctx)
    return statsOf(ctx, agent)
  }
}

function mustReadAlerts(ctx: Context): void {
  if (!can(ctx, 'alert:read')) throw new AppError('FORBIDDEN', 'This needs the permission alert:read')
}
