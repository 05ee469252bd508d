import { Field, Float, InputType, Int, ObjectType } from 'type-graphql'
import { DateTime } from '../platform/scalars'
import { Criticality } from './criticality'
import { EventType } from './event-type'

@ObjectType()
export class EventTypeWeight {
  @Field(() => EventType)
  eventType!: EventType

  @Field(() => Float, { description: '-1 to 1.' })
  weight!: number
}

@ObjectType()
export class CriticalityWeight {
  @Field(() => Criticality)
  criticality!: Criticality

  @Field(() => Float, { description: '-1 to 1.' })
  weight!: number
}

@ObjectType({
  description:
    'How much each factor of the risk score counts. The severity lays the base; each other factor moves the score by a share of the room that is left: 1 all the way up to 100, 0.5 half of it, 0 not at all, -1 all the way down to 0.',
})
export class RiskWeightSet {
  @Field(() => Float, {
    description: "0 to 1: what the severity's own points (10, 20, 50, 80, 100; 40 when unknown) are multiplied by.",
  })
  severity!: number

  @Field(() => [EventTypeWeight])
  eventTypes!: EventTypeWeight[]

  @Field(() => [CriticalityWeight])
  assets!: CriticalityWeight[]

  @Field(() => Float, { description: '-1 to 1.' })
  internalSource!: number

  @Field(() => Float, { description: '-1 to 1.' })
  externalSource!: number

  @Field(() => Float, { description: '0 to 1.' })
  privilegedUser!: number

  @Field(() => Float, { description: '0 to 1: a value that is confirmed to be bad.' })
  knownBad!: number

  @Field(() => Float, { description: '0 to 1, at 1,000 events; a third of it from 10, two thirds from 100.' })
  repetition!: number

  @Field(() => Float, { description: '0 to 1: how far down a rule goes whose alerts nearly always were false.' })
  falsePositives!: number
}

@ObjectType()
export class RiskWeights {
  @Field(() => Int, { description: 'For expectedVersion; 0 while the tenant has set none of its own.' })
  version!: number

  @Field(() => RiskWeightSet)
  weights!: RiskWeightSet

  @Field(() => RiskWeightSet, { description: 'What holds for a tenant that has set none.' })
  defaults!: RiskWeightSet

  @Field(() => DateTime, { nullable: true })
  updatedAt!: Date | null
}

@InputType()
export class EventTypeWeightInput {
  @Field(() => EventType)
  eventType!: EventType

  @Field(() => Float, { description: '-1 to 1.' })
  weight!: number
}

@InputType()
export class CriticalityWeightInput {
  @Field(() => Criticality)
  criticality!: Criticality

  @Field(() => Float, { description: '-1 to 1.' })
  weight!: number
}

@InputType({ description: 'What is left out (or null) stays as it is.' })
export class RiskWeightsChange {
  @Field(() => Float, { nullable: true, description: '0 to 1.' })
  severity?: number | null

  @Field(() => [EventTypeWeightInput], { nullable: true })
  eventTypes?: EventTypeWeightInput[] | null

  @Field(() => [CriticalityWeightInput], { nullable: true })
  assets?: CriticalityWeightInput[] | null

  @Field(() => Float, { nullable: true, description: '-1 to 1.' })
  internalSource?: number | null

  @Field(() => Float, { nullable: true, description: '-1 to 1.' })
  externalSource?: number | null

  @Field(() => Float, { nullable: true, description: '0 to 1.' })
  privilegedUser?: number | null

  @Field(() => Float, { nullable: true, description: '0 to 1.' })
  knownBad?: number | null

  @Field(() => Float, { nullable: true, description: '0 to 1.' })
  repetition?: number | null

  @Field(() => Float, { nullable: true, description: '0 to 1.' })
  falsePositives?: number | null
}

@InputType()
export class UpdateRiskWeightsInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change was made on: CONFLICT when there is a newer one.',
  })
  expectedVersion?: number | null

  @Field(() => RiskWeightsChange)
  weights!: RiskWeightsChange
}

@ObjectType()
export class UpdateRiskWeightsPayload {
  @Field(() => RiskWeights)
  riskWeights!: RiskWeights
}
