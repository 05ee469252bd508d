import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { members, removeMember, setMemberRole } from './member.service'
import { Member, RemoveMemberInput, RemoveMemberPayload, SetMemberRoleInput, SetMemberRolePayload } from './member.type'
import { userById } from './user.loader'

registerNode('User', async (ctx, id) =>
  ctx.tenant && can(ctx, 'member:read') ? userById(ctx, id.toLowerCase()) : null,
)

@Resolver(() => Member)
export class MemberResolver {
  @Allow('member:read')
  @Query(() => [Member], { description: 'Everybody in the tenant, by name.' })
  members(@Ctx() ctx: Context) {
    return members(ctx)
  }

  @Allow('member:manage')
  @Mutation(() => SetMemberRolePayload, {
    description: "Ends the member's sessions. The last administrator stays one.",
  })
  setMemberRole(@Arg('input', () => SetMemberRoleInput) input: SetMemberRoleInput, @Ctx() ctx: Context) {
    return setMemberRole(ctx, input)
  }

  @Allow('member:manage')
  @Mutation(() => RemoveMemberPayload, { description: "Ends the member's sessions. The last administrator stays." })
  removeMember(@Arg('input', () => RemoveMemberInput) input: RemoveMemberInput, @Ctx() ctx: Context) {
    return removeMember(ctx, input)
  }
}
