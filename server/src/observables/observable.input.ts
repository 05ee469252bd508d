import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { StringFilter } from '../platform/filter/string-filter'
import { isUuid } from '../platform/ids'
import { shortText } from '../platform/input'
import { DateTime } from '../platform/scalars'
import { Observable } from './observable.entity'
import { ObservableType } from './observable.type'
import { tlpOf } from './tlp'

@InputType({ description: 'Siblings are ANDed; {} and null match all.' })
export class ObservableListFilter {
  @Field(() => String, { nullable: true, description: 'One of ObservableType.' })
  type?: string | null

  @Field(() => StringFilter, {
    nullable: true,
    description: 'Case does not count; defanged text (evil[.]com) is understood.',
  })
  value?: StringFilter | null

  @Field(() => Boolean, { nullable: true })
  isIoc?: boolean | null
}

const tlpHint = 'TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED.'

@InputType({ description: 'An IOC by hand. A value that is known already becomes one.' })
export class AddObservableInput {
  @Field(() => ObservableType)
  type!: ObservableType

  @Field(() => String, { description: 'Of that type; at most 2,000 characters; defanged text is understood.' })
  value!: string

  @Field(() => Boolean, { defaultValue: true, description: 'false: known to be harmless, whatever a feed says.' })
  isIoc!: boolean

  @Field(() => String, { nullable: true, description: tlpHint })
  tlp?: string | null

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  note?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Until when it counts as bad; null: for good.' })
  validUntil?: Date | null
}

@ObjectType()
export class AddObservablePayload {
  @Field(() => Observable)
  observable!: Observable
}

@InputType({ description: 'Absent leaves a field as it is; null clears tlp, note and validUntil.' })
export class UpdateObservableInput {
  @Field(() => ID)
  id!: string

  @Field(() => Boolean, { nullable: true, description: 'false is never overridden by a feed.' })
  isIoc?: boolean | null

  @Field(() => String, { nullable: true, description: tlpHint })
  tlp?: string | null

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  note?: string | null

  @Field(() => DateTime, { nullable: true })
  validUntil?: Date | null
}

@ObjectType()
export class UpdateObservablePayload {
  @Field(() => Observable)
  observable!: Observable
}

const tlp = z
  .string()
  .refine((text) => tlpOf(text) !== null, `must be ${tlpHint.slice(0, -1)}`)
  .transform(tlpOf)
  .nullish()
const note = shortText(2_000, 0)
  .transform((text) => text || null)
  .nullish()
const validUntil = z.date().nullish()

export const newObservable = z.object({
  type: z.enum(ObservableType),
  value: shortText(2_000),
  isIoc: z.boolean().default(true),
  tlp,
  note,
  validUntil,
})

export const observableChange = z.object({
  id: z.string().refine(isUuid, 'is not an id'),
  isIoc: z.boolean().nullish(),
  tlp,
  note,
  validUntil,
})
