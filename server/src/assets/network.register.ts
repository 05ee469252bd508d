import { Field, InputType } from 'type-graphql'
import { z } from 'zod'
import { shortText } from '../platform/input'
import { blockOf, blockText } from './cidr'
import { Network } from './network.entity'
import type { Register } from './register'
import { RegisterRowInput } from './register.input'

const cidr = shortText(50).transform((text, context) => {
  const block = blockOf(text)
  if (block) return blockText(block)
  context.addIssue({ code: 'custom', message: 'must be a block of addresses such as 10.0.0.0/8' })
  return z.NEVER
})

@InputType()
export class CreateNetworkInput {
  @Field(() => String, { description: 'A block such as 10.20.0.0/16; unique in the tenant.' })
  cidr!: string

  @Field(() => String, { description: 'At most 200 characters.' })
  name!: string

  @Field(() => Boolean, { nullable: true, description: 'True when it is left out.' })
  isInternal?: boolean | null
}

@InputType({ description: 'Fields left out (or null) stay as they are.' })
export class UpdateNetworkInput extends RegisterRowInput {
  @Field(() => String, { nullable: true })
  cidr?: string | null

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => Boolean, { nullable: true })
  isInternal?: boolean | null
}

export const networkRegister: Register<Network> = {
  objectType: 'network',
  many: 'networks',
  title: 'Network',
  entity: Network,
  table: 'network',
  key: 'cidr',
  order: 'name',
  createInput: CreateNetworkInput,
  updateInput: UpdateNetworkInput,
  fields: { cidr: 'text', name: 'text', isInternal: 'boolean' },
  defaults: { isInternal: true },
  shape: z.object({ cidr, name: shortText(200), isInternal: z.boolean('must be true or false') }),
  most: 10_000,
}
