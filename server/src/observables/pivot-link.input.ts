import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { isUuid } from '../platform/ids'
import { shortText } from '../platform/input'
import { ObservableType } from './observable.type'
import { PivotLink } from './pivot-link.entity'
import { faultOfTemplate } from './pivot-link.template'

const templateHint =
  'An http(s) address with {value} in its path, query or fragment, such as https://siem.example/?q={value}; at most 2,000 characters.'

@InputType()
export class CreatePivotLinkInput {
  @Field(() => ObservableType)
  type!: ObservableType

  @Field(() => String, { description: '1-100 characters.' })
  name!: string

  @Field(() => String, { description: templateHint })
  urlTemplate!: string
}

@ObjectType()
export class CreatePivotLinkPayload {
  @Field(() => PivotLink)
  pivotLink!: PivotLink
}

@InputType({ description: 'Fields left out (or null) stay as they are.' })
export class UpdatePivotLinkInput {
  @Field(() => ID)
  id!: string

  @Field(() => ObservableType, { nullable: true })
  type?: ObservableType | null

  @Field(() => String, { nullable: true, description: '1-100 characters.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: templateHint })
  urlTemplate?: string | null
}

@ObjectType()
export class UpdatePivotLinkPayload {
  @Field(() => PivotLink)
  pivotLink!: PivotLink
}

@InputType()
export class DeletePivotLinkInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class DeletePivotLinkPayload {
  @Field(() => PivotLink, { description: 'As it was.' })
  pivotLink!: PivotLink
}

const id = z.string().refine(isUuid, 'is not an id')
const type = z.enum(ObservableType)
const name = shortText(100)
const urlTemplate = shortText(2_000).superRefine((text, check) => {
  const message = faultOfTemplate(text)
  if (message !== null) check.addIssue({ code: 'custom', message })
})

export const newPivotLink = z.object({ type, name, urlTemplate })

export const pivotLinkChange = z.object({
  id,
  type: type.nullish(),
  name: name.nullish(),
  urlTemplate: urlTemplate.nullish(),
})

export const pivotLinkNamed = z.object({ id })
