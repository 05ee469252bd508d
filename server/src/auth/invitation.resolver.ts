import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Allow, Public } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { acceptInvitation } from './invitation.accept'
import { Invitation } from './invitation.entity'
import {
  AcceptInvitationInput,
  InviteMemberInput,
  InviteMemberPayload,
  RevokeInvitationInput,
  RevokeInvitationPayload,
} from './invitation.input'
import { invitationById, invitations, inviteMember, revokeInvitation } from './invitation.service'
import { SignInPayload } from './sign-in.input'

registerNode('Invitation', async (ctx, id) =>
  ctx.tenant && can(ctx, 'member:manage') ? invitationById(ctx, id) : null,
)

@Resolver(() => Invitation)
export class InvitationResolver {
  @Allow('member:manage')
  @Query(() => [Invitation], { description: 'Open offers, the latest first.' })
  invitations(@Ctx() ctx: Context) {
    return invitations(ctx)
  }

  @Allow('member:manage')
  @Mutation(() => InviteMemberPayload, { description: 'Offers membership for seven days.' })
  inviteMember(@Arg('input', () => InviteMemberInput) input: InviteMemberInput, @Ctx() ctx: Context) {
    return inviteMember(ctx, input)
  }

  @Public()
  @Mutation(() => SignInPayload, { description: 'Joins the tenant that invited, and signs in.' })
  acceptInvitation(@Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput, @Ctx() ctx: Context) {
    return acceptInvitation(ctx, input)
  }

  @Allow('member:manage')
  @Mutation(() => RevokeInvitationPayload, { description: 'Takes an offer back.' })
  revokeInvitation(@Arg('input', () => RevokeInvitationInput) input: RevokeInvitationInput, @Ctx() ctx: Context) {
    return revokeInvitation(ctx, input.id)
  }
}
