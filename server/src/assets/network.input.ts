import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Network } from './network.entity'
import { RegisterImportInput, RegisterImportPayload } from './register.input'

@InputType()
export class CreateNetworkInput {
  @Field(() => String, { description: 'A block such as 10.20.0.0/16; unique in the tenant.' })
  cidr!: string

  @Field(() => String, { description: 'At most 200 characters.' })
  name!: string

  @Field(() => Boolean, { nullable: true, description: 'True when it is left out.' })
  isInternal?: boolean | null
}

@ObjectType()
export class CreateNetworkPayload {
  @Field(() => Network)
  network!: Network
}

@InputType({ description: 'Fields left out (or null) stay as they are.' })
export class UpdateNetworkInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true })
  cidr?: string | null

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => Boolean, { nullable: true })
  isInternal?: boolean | null
}

@ObjectType()
export class UpdateNetworkPayload {
  @Field(() => Network)
  network!: Network
}

@InputType()
export class DeleteNetworkInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class DeleteNetworkPayload {
  @Field(() => Network, { description: 'As it was.' })
  network!: Network
}

@InputType()
export class ImportNetworksInput extends RegisterImportInput {}

@ObjectType()
export class ImportNetworksPayload extends RegisterImportPayload {}
