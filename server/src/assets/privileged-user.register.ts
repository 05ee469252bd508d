import { Field, InputType } from 'type-graphql'
import { z } from 'zod'
import { PrivilegedUser } from './privileged-user.entity'
import type { Register } from './register'
import { RegisterRowInput } from './register.input'
import { foldedText, optionalText } from './register.shape'

@InputType()
export class CreatePrivilegedUserInput {
  @Field(() => String, { description: 'At most 255 characters; unique in the tenant, whatever its case.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'At most 1,000 characters.' })
  note?: string | null
}

@InputType({ description: 'Fields left out (or null) stay as they are; an empty note is taken away.' })
export class UpdatePrivilegedUserInput extends RegisterRowInput {
  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => String, { nullable: true })
  note?: string | null
}

export const privilegedUserRegister: Register<PrivilegedUser> = {
  objectType: 'privilegedUser',
  many: 'privilegedUsers',
  title: 'Privileged user',
  entity: PrivilegedUser,
  table: 'privileged_user',
  key: 'name',
  order: 'name',
  createInput: CreatePrivilegedUserInput,
  updateInput: UpdatePrivilegedUserInput,
  fields: { name: 'text', note: 'text' },
  defaults: { note: '' },
  shape: z.object({ name: foldedText(255), note: optionalText(1_000) }),
  most: 10_000,
}
