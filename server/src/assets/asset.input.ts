import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Criticality } from '../scoring/criticality'
import { Asset } from './asset.entity'
import { RegisterImportInput, RegisterImportPayload } from './register.input'

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

@ObjectType()
export class CreateAssetPayload {
  @Field(() => Asset)
  asset!: Asset
}

@InputType({ description: 'Fields left out (or null) stay as they are; an empty name or owner is taken away.' })
export class UpdateAssetInput {
  @Field(() => ID)
  id!: string

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

@ObjectType()
export class UpdateAssetPayload {
  @Field(() => Asset)
  asset!: Asset
}

@InputType()
export class DeleteAssetInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class DeleteAssetPayload {
  @Field(() => Asset, { description: 'As it was.' })
  asset!: Asset
}

@InputType()
export class ImportAssetsInput extends RegisterImportInput {}

@ObjectType()
export class ImportAssetsPayload extends RegisterImportPayload {}
