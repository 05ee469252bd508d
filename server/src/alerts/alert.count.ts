import { Field, Int, ObjectType } from 'type-graphql'
import type { Context } from '../platform/context'
import { Severity, severityOf } from '../scoring/severity'
import type { AlertFilter } from './alert.filter.input'
import { AlertStatus } from './alert.status'
import { tallyAlerts } from './alert.tally'

@ObjectType()
export class StatusSeverityCount {
  @Field(() => AlertStatus)
  status!: AlertStatus

  @Field(() => Severity)
  severity!: Severity

  @Field(() => Int)
  count!: number
}

const statuses = Object.values(AlertStatus)

/** How many alerts match, by status and severity, in the order of both; what is zero is left out. Errors as {@link tallyAlerts}. */
export function alertCounts(ctx: Context, filter?: AlertFilter | null): Promise<StatusSeverityCount[]> {
  return tallyAlerts(ctx, { question: 'counts', filter }, async (db, whereOf) => {
    const where = await whereOf(filter)
    const { params, conditions } = await where()
    const rows = await db.query<{ status: AlertStatus; severity: number; count: number }>(
      `SELECT a.status, a.severity, count(*)::int AS count FROM alert a WHERE ${conditions.join(' AND ')} GROUP BY a.status, a.severity`,
      params.values,
    )
    return rows
      .sort((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status) || a.severity - b.severity)
      .map((row) => ({ ...row, severity: severityOf(row.severity) }))
  })
}
