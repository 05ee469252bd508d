import { Field, ID, InputType } from 'type-graphql'
import { DateTimeFilter } from '../platform/filter/date-time-filter'
import { IpFilter } from '../platform/filter/ip-filter'
import { NumberFilter } from '../platform/filter/number-filter'
import { SetFilter } from '../platform/filter/set-filter'
import { StringFilter } from '../platform/filter/string-filter'
import { SeverityFilter } from '../scoring/severity.filter'
import { AlertStatus } from './alert.status'
import { Verdict } from './alert.verdict'

@InputType()
export class AlertStatusFilter {
  @Field(() => [AlertStatus], { nullable: true })
  in?: AlertStatus[] | null
}

@InputType()
export class VerdictFilter {
  @Field(() => [Verdict], { nullable: true })
  in?: Verdict[] | null

  @Field(() => Boolean, { nullable: true })
  isNull?: boolean | null
}

@InputType()
export class UserFilter {
  @Field(() => Boolean, { nullable: true })
  me?: boolean | null;

  @Field(() => [ID], { nullable: true })
  in?: string[] | null

  @Field(() => Boolean, { nullable: true })
  isNull?: boolean | null
}

const Condition = (type: () => new () => object): PropertyDecorator => Field(type, { nullable: true })

@InputType({ description: 'Alerts that hold an observable which is all of this.' })
export class ObservableFilter {
  @Field(() => String, { nullable: true, description: 'One of ObservableType; absent: of any type.' })
  type?: string | null

  @Field(() => StringFilter, {
    description:
      'Case does not count; defanged text (evil[.]com) is understood. isNull: holds none (of the type) at all.',
  })
  value!: StringFilter
}

@InputType({
  description:
    'Siblings are ANDed; {} and null match all; in: [] matches none; text ignores case; not is the complement (a row without host is in not: {host: {eq: x}}). At most depth 5, 100 conditions, 1,000 values. The same JSON in ?filter=, saved views, rules, subscriptions and triggers.',
})
export class AlertFilter {
  @Field(() => [AlertFilter], { nullable: true })
  and?: AlertFilter[] | null

  @Field(() => [AlertFilter], { nullable: true })
  or?: AlertFilter[] | null

  @Condition(() => AlertFilter)
  not?: AlertFilter | null

  @Field(() => [ID], { nullable: true })
  id?: string[] | null

  @Condition(() => StringFilter)
  tenant?: StringFilter | null

  @Condition(() => NumberFilter)
  number?: NumberFilter | null

  @Field(() => Boolean, { nullable: true })
  isOpen?: boolean | null

  @Field(() => Boolean, { nullable: true })
  isSnoozed?: boolean | null

  @Condition(() => AlertStatusFilter)
  status?: AlertStatusFilter | null

  @Condition(() => SeverityFilter)
  severity?: SeverityFilter | null

  @Condition(() => VerdictFilter)
  verdict?: VerdictFilter | null

  @Condition(() => NumberFilter)
  riskScore?: NumberFilter | null

  @Condition(() => NumberFilter)
  anomalyScore?: NumberFilter | null

  @Condition(() => NumberFilter)
  occurrences?: NumberFilter | null

  @Condition(() => UserFilter)
  assignee?: UserFilter | null

  @Condition(() => SetFilter)
  tags?: SetFilter | null

  @Condition(() => SetFilter)
  techniques?: SetFilter | null

  @Condition(() => StringFilter)
  source?: StringFilter | null

  @Condition(() => StringFilter)
  product?: StringFilter | null

  @Condition(() => StringFilter)
  ruleId?: StringFilter | null

  @Condition(() => StringFilter)
  title?: StringFilter | null

  @Condition(() => StringFilter)
  entity?: StringFilter | null

  @Condition(() => StringFilter)
  host?: StringFilter | null

  @Condition(() => StringFilter)
  user?: StringFilter | null

  @Condition(() => StringFilter)
  resource?: StringFilter | null

  @Condition(() => IpFilter)
  srcIp?: IpFilter | null

  @Condition(() => IpFilter)
  dstIp?: IpFilter | null

  @Condition(() => IpFilter)
  anyIp?: IpFilter | null

  @Condition(() => StringFilter)
  domain?: StringFilter | null

  @Condition(() => StringFilter)
  url?: StringFilter | null

  @Condition(() => StringFilter)
  fileName?: StringFilter | null

  @Condition(() => StringFilter)
  hash?: StringFilter | null

  @Condition(() => ObservableFilter)
  observable?: ObservableFilter | null

  @Field(() => String, {
    nullable: true,
    description: 'Words in title, description, entities; defanged ones (evil[.]com) are understood.',
  })
  text?: string | null

  @Condition(() => DateTimeFilter)
  eventAt?: DateTimeFilter | null

  @Condition(() => DateTimeFilter)
  firstSeenAt?: DateTimeFilter | null

  @Condition(() => DateTimeFilter)
  lastSeenAt?: DateTimeFilter | null

  @Condition(() => DateTimeFilter)
  updatedAt?: DateTimeFilter | null

  @Condition(() => DateTimeFilter)
  closedAt?: DateTimeFilter | null
}
