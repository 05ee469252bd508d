import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { Asset } from './asset.entity'
import { assetRegister } from './asset.register'
import { rowOf } from './register.loader'
import { registerResolver } from './register.resolver'

@Resolver(() => Asset)
export class AssetResolver extends registerResolver(assetRegister) {
  @Allow('asset:read')
  @Query(() => Asset, { nullable: true })
  asset(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return rowOf(ctx, assetRegister, id)
  }
}
