import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { Asset, AssetConnection } from './asset.entity'
import {
  CreateAssetInput,
  CreateAssetPayload,
  DeleteAssetInput,
  DeleteAssetPayload,
  ImportAssetsInput,
  ImportAssetsPayload,
  UpdateAssetInput,
  UpdateAssetPayload,
} from './asset.input'
import { assetRegister } from './asset.register'
import { exportRegister } from './register.export'
import { importRegister } from './register.import'
import { CsvPart } from './register.input'
import { listRegister } from './register.list'
import { rowOf } from './register.loader'
import { addToRegister, changeInRegister, removeFromRegister } from './register.service'

registerNode('Asset', async (ctx, id) => (ctx.tenant && can(ctx, 'asset:read') ? rowOf(ctx, assetRegister, id) : null))

@Resolver(() => Asset)
export class AssetResolver {
  @Allow('asset:read')
  @Query(() => AssetConnection, { description: 'Assets of the tenant, by host.' })
  async assets(
    @Arg('text', () => String, {
      nullable: true,
      description: 'Anywhere in any of the fields, whatever its case; at most 200 characters.',
    })
    text: string | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    const { page, count } = await listRegister(ctx, assetRegister, { text, first, after })
    return new AssetConnection(page, count)
  }

  @Allow('asset:read')
  @Query(() => Asset, { nullable: true })
  asset(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return rowOf(ctx, assetRegister, id)
  }

  @Allow('asset:read')
  @Query(() => CsvPart, { description: 'All of them as comma-separated text, in parts.' })
  assetsCsv(
    @Arg('after', () => String, { nullable: true, description: '`next` of the part before.' }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return exportRegister(ctx, assetRegister, after)
  }

  @Allow('asset:write')
  @Mutation(() => CreateAssetPayload, { description: 'CONFLICT when there is one already.' })
  async createAsset(@Arg('input', () => CreateAssetInput) input: CreateAssetInput, @Ctx() ctx: Context) {
    return { asset: await addToRegister(ctx, assetRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => UpdateAssetPayload, { description: 'For alerts that come from now on.' })
  async updateAsset(@Arg('input', () => UpdateAssetInput) input: UpdateAssetInput, @Ctx() ctx: Context) {
    return { asset: await changeInRegister(ctx, assetRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => DeleteAssetPayload)
  async deleteAsset(@Arg('input', () => DeleteAssetInput) input: DeleteAssetInput, @Ctx() ctx: Context) {
    return { asset: await removeFromRegister(ctx, assetRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => ImportAssetsPayload, {
    description:
      'Adds what a file names, and changes what is there already: all of it, or nothing when a line has a fault.',
  })
  importAssets(@Arg('input', () => ImportAssetsInput) input: ImportAssetsInput, @Ctx() ctx: Context) {
    return importRegister(ctx, assetRegister, input)
  }
}
