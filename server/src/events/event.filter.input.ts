import { Field, ID, InputType } from 'type-graphql'
import { DateTimeFilter } from '../platform/filter/date-time-filter'
import { StringFilter } from '../platform/filter/string-filter'
import { SeverityFilter } from '../scoring/severity.filter'
import { EventOutcome } from './event.outcome'

@InputType()
export class EventOutcomeFilter {
  @Field(() => [EventOutcome], { nullable: true })
  in?: EventOutcome[] | null
}

const Condition = (type: () => new () => object, description?: string): PropertyDecorator =>
  Field(type, { nullable: true, ...(description ? { description } : {}) })

@InputType({
  description:
    'The language of AlertFilter: siblings are ANDed; {} and null match all; in: [] matches none; text ignores case; not is the complement. A condition on ingestedAt leaves out the other days without looking at them: give one.',
})
export class EventFilter {
  @Field(() => [EventFilter], { nullable: true })
  and?: EventFilter[] | null

  @Field(() => [EventFilter], { nullable: true })
  or?: EventFilter[] | null

  @Condition(() => EventFilter)
  not?: EventFilter | null

  @Field(() => [ID], { nullable: true })
  id?: string[] | null

  @Condition(() => StringFilter, "The source's slug.")
  source?: StringFilter | null

  @Condition(() => EventOutcomeFilter)
  outcome?: EventOutcomeFilter | null

  @Condition(() => SeverityFilter)
  severity?: SeverityFilter | null

  @Condition(() => StringFilter)
  title?: StringFilter | null

  @Condition(() => StringFilter)
  entity?: StringFilter | null

  @Condition(() => StringFilter)
  host?: StringFilter | null

  @Condition(() => StringFilter)
  ruleId?: StringFilter | null

  @Field(() => [ID], { nullable: true })
  alertId?: string[] | null

  @Field(() => String, { nullable: true, description: 'Words in title, entity, host, ruleId; not in the payload.' })
  text?: string | null

  @Condition(() => DateTimeFilter)
  eventAt?: DateTimeFilter | null

  @Condition(() => DateTimeFilter)
  ingestedAt?: DateTimeFilter | null
}
