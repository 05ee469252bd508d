import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { shortText } from '../platform/input'
import { emailText } from './email'
import { Invitation } from './invitation.entity'
import { Role } from './role'
import { typedPassword } from './sign-in.input'

@InputType()
export class InviteMemberInput {
  @Field(() => String)
  email!: string

  @Field(() => Role)
  role!: Role
}

@ObjectType()
export class InviteMemberPayload {
  @Field(() => Invitation)
  invitation!: Invitation

  @Field(() => String, { description: 'Shown this once: hand it to the person you invite.' })
  token!: string
}

@InputType()
export class AcceptInvitationInput {
  @Field(() => String)
  token!: string

  @Field(() => String, { nullable: true, description: 'Needed when the e-mail has no account yet.' })
  name?: string | null

  @Field(() => String, { description: "A new password, or the account's own when there is one." })
  password!: string
}

@InputType()
export class RevokeInvitationInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class RevokeInvitationPayload {
  @Field(() => Invitation)
  invitation!: Invitation
}

export const inviteShape = z.object({ email: emailText, role: z.enum(Role) })
export const acceptShape = z.object({
  token: z.string().max(200),
  name: shortText(200).nullish(),
  password: typedPassword,
})
