import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { isUuid } from '../platform/ids'
import { shortText } from '../platform/input'
import { Severity } from '../scoring/severity'
import { Rule } from './rule.entity'

@InputType({ description: 'Fields left out stay as they are.' })
export class UpdateRuleInput {
  @Field(() => ID)
  id!: string

  @Field(() => Int, {
    nullable: true,
    description: 'CONFLICT, with the rule as it is in current, when it has been changed since.',
  })
  expectedVersion?: number | null

  @Field(() => String, { nullable: true, description: '1 to 500 characters; null: as it is.' })
  name?: string | null

  @Field(() => Severity, { nullable: true, description: 'Null: as it is.' })
  level?: Severity | null

  @Field(() => ID, { nullable: true, description: 'A member of the tenant; null: nobody.' })
  ownerId?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Markdown, at most 20,000 characters; null or blank: none.',
  })
  guide?: string | null
}

@ObjectType()
export class UpdateRulePayload {
  @Field(() => Rule)
  rule!: Rule
}

export const ruleChange = z.object({
  id: z.string(),
  expectedVersion: z.int().nullish(),
  name: shortText(500).nullish(),
  level: z.enum(Severity).nullish(),
  ownerId: z.string().refine(isUuid, 'is not an id').nullish(),
  guide: shortText(20_000, 0)
    .nullish()
    .transform((text) => (text === undefined ? undefined : text || null)),
})

export type RuleChange = z.output<typeof ruleChange>
