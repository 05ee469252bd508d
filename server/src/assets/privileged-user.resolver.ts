import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { PrivilegedUser, PrivilegedUserConnection } from './privileged-user.entity'
import {
  CreatePrivilegedUserInput,
  CreatePrivilegedUserPayload,
  DeletePrivilegedUserInput,
  DeletePrivilegedUserPayload,
  ImportPrivilegedUsersInput,
  ImportPrivilegedUsersPayload,
  UpdatePrivilegedUserInput,
  UpdatePrivilegedUserPayload,
} from './privileged-user.input'
import { privilegedUserRegister } from './privileged-user.register'
import { exportRegister } from './register.export'
import { importRegister } from './register.import'
import { CsvPart } from './register.input'
import { listRegister } from './register.list'
import { rowOf } from './register.loader'
import { addToRegister, changeInRegister, removeFromRegister } from './register.service'

registerNode('PrivilegedUser', async (ctx, id) =>
  ctx.tenant && can(ctx, 'asset:read') ? rowOf(ctx, privilegedUserRegister, id) : null,
)

@Resolver(() => PrivilegedUser)
export class PrivilegedUserResolver {
  @Allow('asset:read')
  @Query(() => PrivilegedUserConnection, { description: 'Privileged users of the tenant, by name.' })
  async privilegedUsers(
    @Arg('text', () => String, {
      nullable: true,
      description: 'Anywhere in any of the fields, whatever its case; at most 200 characters.',
    })
    text: string | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    const { page, count } = await listRegister(ctx, privilegedUserRegister, { text, first, after })
    return new PrivilegedUserConnection(page, count)
  }

  @Allow('asset:read')
  @Query(() => CsvPart, { description: 'All of them as comma-separated text, in parts.' })
  privilegedUsersCsv(
    @Arg('after', () => String, { nullable: true, description: '`next` of the part before.' }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return exportRegister(ctx, privilegedUserRegister, after)
  }

  @Allow('asset:write')
  @Mutation(() => CreatePrivilegedUserPayload, { description: 'CONFLICT when there is one already.' })
  async createPrivilegedUser(
    @Arg('input', () => CreatePrivilegedUserInput) input: CreatePrivilegedUserInput,
    @Ctx() ctx: Context,
  ) {
    return { privilegedUser: await addToRegister(ctx, privilegedUserRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => UpdatePrivilegedUserPayload, { description: 'For alerts that come from now on.' })
  async updatePrivilegedUser(
    @Arg('input', () => UpdatePrivilegedUserInput) input: UpdatePrivilegedUserInput,
    @Ctx() ctx: Context,
  ) {
    return { privilegedUser: await changeInRegister(ctx, privilegedUserRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => DeletePrivilegedUserPayload)
  async deletePrivilegedUser(
    @Arg('input', () => DeletePrivilegedUserInput) input: DeletePrivilegedUserInput,
    @Ctx() ctx: Context,
  ) {
    return { privilegedUser: await removeFromRegister(ctx, privilegedUserRegister, input) }
  }

  @Allow('asset:write')
  @Mutation(() => ImportPrivilegedUsersPayload, {
    description:
      'Adds what a file names, and changes what is there already: all of it, or nothing when a line has a fault.',
  })
  importPrivilegedUsers(
    @Arg('input', () => ImportPrivilegedUsersInput) input: ImportPrivilegedUsersInput,
    @Ctx() ctx: Context,
  ) {
    return importRegister(ctx, privilegedUserRegister, input)
  }
}
