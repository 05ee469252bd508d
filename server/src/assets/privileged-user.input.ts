import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { PrivilegedUser } from './privileged-user.entity'
import { RegisterImportInput, RegisterImportPayload } from './register.input'

@InputType()
export class CreatePrivilegedUserInput {
  @Field(() => String, { description: 'At most 255 characters; unique in the tenant, whatever its case.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'At most 1,000 characters.' })
  note?: string | null
}

@ObjectType()
export class CreatePrivilegedUserPayload {
  @Field(() => PrivilegedUser)
  privilegedUser!: PrivilegedUser
}

@InputType({ description: 'Fields left out (or null) stay as they are; an empty note is taken away.' })
export class UpdatePrivilegedUserInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => String, { nullable: true })
  note?: string | null
}

@ObjectType()
export class UpdatePrivilegedUserPayload {
  @Field(() => PrivilegedUser)
  privilegedUser!: PrivilegedUser
}

@InputType()
export class DeletePrivilegedUserInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class DeletePrivilegedUserPayload {
  @Field(() => PrivilegedUser, { description: 'As it was.' })
  privilegedUser!: PrivilegedUser
}

@InputType()
export class ImportPrivilegedUsersInput extends RegisterImportInput {}

@ObjectType()
export class ImportPrivilegedUsersPayload extends RegisterImportPayload {}
