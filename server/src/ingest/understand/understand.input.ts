import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { DeadLetter } from '../dead-letters/dead-letter.entity'
import { RiskFactor } from '../../scoring/risk'
import { Severity } from '../../scoring/severity'
import { isUuid } from '../../platform/ids'

@InputType()
export class UnderstandInput {
  @Field(() => String, { description: 'A JSON body as a sender would post it; at most 1,000,000 characters.' })
  payload!: string

  @Field(() => String, { defaultValue: 'auto', description: "As a source's product; auto: the payload itself tells." })
  product?: string
}

@ObjectType({ description: 'One field of the alert that an item would make, by its name there.' })
export class UnderstoodField {
  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'As text; of lists and processes, JSON.' })
  value!: string

  @Field(() => String, {
    nullable: true,
    description:
      'Where in the item this very value stands: rule.name. Null when it is put together, or said in other words there.',
  })
  place!: string | null
}

@ObjectType({ description: 'A value that other alerts may hold too.' })
export class UnderstoodValue {
  @Field(() => String)
  type!: string

  @Field(() => String)
  value!: string
}

@ObjectType({ description: 'What one item of a payload is understood as. Nothing of it is stored.' })
export class UnderstoodItem {
  @Field(() => String, { nullable: true, description: 'Why the item would not be taken; all else is empty then.' })
  rejected!: string | null

  @Field(() => String, { nullable: true, description: 'ALERT, RESOLUTION, INDICATOR or HEARTBEAT.' })
  kind!: string | null

  @Field(() => String, { nullable: true })
  normaliser!: string | null

  @Field(() => String, { nullable: true, description: 'What told that this is the product.' })
  recognisedBy!: string | null

  @Field(() => String, { nullable: true })
  product!: string | null

  @Field(() => String, { nullable: true })
  title!: string | null

  @Field(() => Severity, { nullable: true })
  severity!: Severity | null

  @Field(() => [UnderstoodField], { description: 'Those that the item says something about.' })
  fields!: UnderstoodField[]

  @Field(() => [UnderstoodValue])
  observables!: UnderstoodValue[]

  @Field(() => [UnderstoodValue], { description: 'Of a feed: what it says to be bad.' })
  indicators!: UnderstoodValue[]

  @Field(() => Float, { nullable: true, description: "With the tenant's own knowledge and weights; of alerts alone." })
  riskScore!: number | null

  @Field(() => [RiskFactor])
  riskExplanation!: RiskFactor[]

  @Field(() => String, { nullable: true, description: 'By the usual rule: items with the same key become one alert.' })
  dedupKey!: string | null
}

@ObjectType()
export class UnderstandPayload {
  @Field(() => [UnderstoodItem], { description: 'The first 100.' })
  items!: UnderstoodItem[]

  @Field(() => Int)
  itemsTotal!: number
}

@InputType()
export class ReplayCorrectedDeadLetterInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, {
    description: 'The item as it should have been: one JSON object, at most 1,000,000 characters.',
  })
  payload!: string
}

@ObjectType()
export class ReplayCorrectedDeadLetterPayload {
  @Field(() => DeadLetter, { description: 'As it is now: REPLAYED, or WAITING with a renewed reason.' })
  deadLetter!: DeadLetter
}

const payload = z.string().min(1, 'must not be empty').max(1_000_000, 'must have at most 1,000,000 characters')

export const understanding = z.object({
  payload,
  product: z.string().max(100, 'must have at most 100 characters').default('auto'),
})

export const correction = z.object({ id: z.string().refine(isUuid, 'is not an id'), payload })
