import { Field, InputType } from 'type-graphql'
import { z } from 'zod'
import { Criticality } from '../scoring/criticality'
import { Asset } from './asset.entity'
import type { Register } from './register'
import { RegisterRowInput } from './register.input'
import { addresses, foldedText, optionalText, words } from './register.shape'

@InputType()
export class CreateAssetInput {
  @Field(() => String, { description: 'At most 255 characters; unique in the tenant, whatever its case.' })
  host!: string

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => String, { nullable: true })
  owner?: string | null

  @Field(() => Criticality, { nullable: true, description: 'MEDIUM when it is left out.' })
  criticality?: Criticality | null

  @Field(() => [String], { nullable: true, description: 'At most 20.' })
  tags?: string[] | null

  @Field(() => [String], { nullable: true, description: 'At most 20.' })
  addresses?: string[] | null
}

@InputType({ description: 'Fields left out (or null) stay as they are; an empty name or owner is taken away.' })
export class UpdateAssetInput extends RegisterRowInput {
  @Field(() => String, { nullable: true })
  host?: string | null

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => String, { nullable: true })
  owner?: string | null

  @Field(() => Criticality, { nullable: true })
  criticality?: Criticality | null

  @Field(() => [String], { nullable: true })
  tags?: string[] | null

  @Field(() => [String], { nullable: true })
  addresses?: string[] | null
}

export const assetRegister: Register<Asset> = {
  objectType: 'asset',
  many: 'assets',
  title: 'Asset',
  entity: Asset,
  table: 'asset',
  key: 'host',
  order: 'host',
  createInput: CreateAssetInput,
  updateInput: UpdateAssetInput,
  fields: { host: 'text', name: 'text', owner: 'text', criticality: 'text', tags: 'text[]', addresses: 'text[]' },
  defaults: { name: '', owner: '', criticality: Criticality.MEDIUM, tags: [], addresses: [] },
  shape: z.object({
    host: foldedText(255),
    name: optionalText(200),
    owner: optionalText(200),
    criticality: z
      .string()
      .trim()
      .toUpperCase()
      .pipe(z.enum(Criticality, `must be one of ${Object.values(Criticality).join(', ')}`)),
    tags: words(20),
    addresses: addresses(20),
  }),
  most: 200_000,
}
