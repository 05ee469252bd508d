import { Field, InputType, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { shortText } from '../platform/input'
import { emailText } from './email'
import { ViewerProfile } from './viewer.type'

@InputType()
export class SignInInput {
  @Field(() => String)
  email!: string

  @Field(() => String)
  password!: string
}

@InputType()
export class RegisterInput extends SignInInput {
  @Field(() => String)
  name!: string
}

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string

  @Field(() => String, { description: '12 to 256 characters, not the e-mail address.' })
  newPassword!: string
}

@ObjectType()
export class SignInPayload {
  @Field(() => ViewerProfile, { nullable: true })
  viewer!: ViewerProfile | null

  @Field(() => String, {
    nullable: true,
    description: 'Set when a second factor is asked for; null until there are any.',
  })
  challenge!: string | null
}

@ObjectType()
export class ChangePasswordPayload {
  @Field(() => ViewerProfile)
  viewer!: ViewerProfile
}

/** A password as typed: its rules bind only a new one, its length binds the work of hashing. */
export const typedPassword = z.string().min(1, 'must not be empty').max(1_024, 'must have at most 1024 characters')

export const signInShape = z.object({ email: emailText, password: typedPassword })
export const registerShape = signInShape.extend({ name: shortText(200) })
export const changePasswordShape = z.object({ currentPassword: typedPassword, newPassword: typedPassword })
