import { Field, InputType } from 'type-graphql'
import { isAmong } from '../platform/filter/choice-filter'
import { allOf, isGiven, type Rule } from '../platform/filter/rule'
import { Severity, severityId } from './severity'

@InputType()
export class SeverityFilter {
  @Field(() => [Severity], { nullable: true })
  in?: Severity[] | null

  @Field(() => Severity, { nullable: true })
  gte?: Severity | null

  @Field(() => Severity, { nullable: true })
  lte?: Severity | null
}

/** A severity that is kept as its number. */
export const severityRule = <Row extends { severityId: number }>(column: string): Rule<SeverityFilter, Row> => ({
  reads: ['severity'],
  check: (input) => input.in?.length ?? 0,
  sql: ({ in: among, gte, lte }, params) =>
    allOf([
      ...(isGiven(among) ? [isAmong(column, among.map(severityId), 'smallint', params)] : []),
      ...(isGiven(gte) ? [`${column} >= ${params.add(severityId(gte), 'smallint')}`] : []),
      ...(isGiven(lte) ? [`${column} <= ${params.add(severityId(lte), 'smallint')}`] : []),
    ]),
  matches: ({ in: among, gte, lte }, { severityId: id }) =>
    (!isGiven(among) || among.map(severityId).includes(id)) &&
    (!isGiven(gte) || id >= severityId(gte)) &&
    (!isGiven(lte) || id <= severityId(lte)),
})
