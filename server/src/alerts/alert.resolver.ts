import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { assignAlert } from './alert.assign'
import { AlertConnection } from './alert.connection'
import { alertCounts, StatusSeverityCount } from './alert.count'
import { createAlert } from './alert.create'
import { CreateAlertInput, CreateAlertPayload } from './alert.create.input'
import { Alert } from './alert.entity'
import { AlertFilter } from './alert.filter.input'
import { AssignAlertInput, AssignAlertPayload, SetAlertStatusInput, SetAlertStatusPayload } from './alert.input'
import { listAlerts } from './alert.list'
import { alertById, alertNode } from './alert.loader'
import { AlertOrder } from './alert.order'
import { setAlertStatus } from './alert.triage'
import './alert.unassign'

registerNode('Alert', alertNode)

@Resolver()
export class AlertResolver {
  @Allow('alert:read')
  @Query(() => Alert, { nullable: true, description: "NOT_FOUND for another tenant's and for what is no id." })
  alert(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return alertById(ctx, id)
  }

  @Allow('alert:read')
  @Query(() => AlertConnection, { description: 'first or last, 1-100, not both; neither means first: 50.' })
  alerts(
    @Ctx() ctx: Context,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('last', () => Int, { nullable: true }) last?: number | null,
    @Arg('before', () => String, { nullable: true }) before?: string | null,
    @Arg('filter', () => AlertFilter, { nullable: true }) filter?: AlertFilter | null,
    @Arg('orderBy', () => AlertOrder, { nullable: true }) orderBy?: AlertOrder | null,
  ) {
    return listAlerts(ctx, { first, after, last, before, filter, orderBy })
  }

  @Allow('alert:read')
  @Query(() => [StatusSeverityCount], {
    description:
      'How many alerts match, exactly, by status and severity; what is zero is left out. A second old at most, a few times as old as counting takes where that is longer, and of now when the request says Cache-Control: no-cache; UNPROCESSABLE when counting would take too long.',
  })
  alertCounts(@Ctx() ctx: Context, @Arg('filter', () => AlertFilter, { nullable: true }) filter?: AlertFilter | null) {
    return alertCounts(ctx, filter)
  }

  @Allow('alert:create')
  @Mutation(() => CreateAlertPayload, { description: 'Opens an alert by hand, or for an integration. Status NEW.' })
  createAlert(@Arg('input', () => CreateAlertInput) input: CreateAlertInput, @Ctx() ctx: Context) {
    return createAlert(ctx, input)
  }

  @Allow('alert:triage')
  @Mutation(() => SetAlertStatusPayload, {
    description:
      'Moves an alert to another status. ESCALATED is not set here: an alert becomes that by entering a case.',
  })
  setAlertStatus(@Arg('input', () => SetAlertStatusInput) input: SetAlertStatusInput, @Ctx() ctx: Context) {
    return setAlertStatus(ctx, input)
  }

  @Allow('alert:triage')
  @Mutation(() => AssignAlertPayload, {
    description: 'Gives an alert, whatever its status, to a member of the tenant or to nobody. The status stays.',
  })
  assignAlert(@Arg('input', () => AssignAlertInput) input: AssignAlertInput, @Ctx() ctx: Context) {
    return assignAlert(ctx, input)
  }
}
