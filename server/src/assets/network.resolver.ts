import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { Network, NetworkConnection } from './network.entity'
import {
  CreateNetworkInput,
  CreateNetworkPayload,
  DeleteNetworkInput,
  DeleteNetworkPayload,
  ImportNetworksInput,
  ImportNetworksPayload,
  UpdateNetworkInput,
  UpdateNetworkPayload,
} from './network.input'
import { networkRegister } from './network.register'
import { exportRegister } from './register.export'
import { importRegister } from './register.import'
import { CsvPart } from './register.input'
import { listRegister } from './register.list'
import { rowOf } from './register.loader'
import { addToRegister, changeInRegister, removeFromRegister } from './register.service'

registerNode('Network', async (ctx, id) =>
  ctx.tenant && can(ctx, 'asset:read') ? rowOf(ctx, networkRegister, id) : null,
)

@Resolver(() => Network)
export class NetworkResolver {
  @Allow('asset:read')
  @Query(() => NetworkConnection, { description: 'Networks of the tenant, by name.' })
  async networks(
    @Arg('text', () => String, {
      nullable: true,
      description: 'Anywhere in any of the fields, whatever its case; at most 200 characters.',
    })
    text: string | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    const { page, count } = await listRegister(ctx, networkRegister, { text, first, after })
    return new NetworkConnection(page, count)
  }

  @Allow('asset:read')
  @Query(() => CsvPart, { description: 'All of them as comma-separated text, in parts.' })
  networksCsv(
    @Arg('after', () => String, { nullable: true, description: '`next` of the part before.' }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return exportRegister(ctx, networkRegister, after)
  }

  @Allow('asset:write')
  @Mutation(() => CreateNetworkPayload, { description: 'CONFLICT when there is one already.' })
  async createNetwork(@Arg('input', () => CreateNetworkInput) input: CreateNetworkInput, @Ctx() ctx: Context) {
    return { network: await addToRegister(ctx, networkRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => UpdateNetworkPayload, { description: 'For alerts that come from now on.' })
  async updateNetwork(@Arg('input', () => UpdateNetworkInput) input: UpdateNetworkInput, @Ctx() ctx: Context) {
    return { network: await changeInRegister(ctx, networkRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => DeleteNetworkPayload)
  async deleteNetwork(@Arg('input', () => DeleteNetworkInput) input: DeleteNetworkInput, @Ctx() ctx: Context) {
    return { network: await removeFromRegister(ctx, networkRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => ImportNetworksPayload, {
    description:
      'Adds what a file names, and changes what is there already: all of it, or nothing when a line has a fault.',
  })
  importNetworks(@Arg('input', () => ImportNetworksInput) input: ImportNetworksInput, @Ctx() ctx: Context) {
    return importRegister(ctx, networkRegister, input)
  }
}
