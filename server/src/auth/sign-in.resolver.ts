import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Public, SignedIn } from '../platform/access'
import type { Context } from '../platform/context'
import { changePassword } from './password.service'
import { register } from './register.service'
import { ChangePasswordInput, ChangePasswordPayload, RegisterInput, SignInInput, SignInPayload } from './sign-in.input'
import { signIn } from './sign-in.service'

@Resolver()
export class SignInResolver {
  @Public()
  @Mutation(() => SignInPayload, { description: 'Opens a session; the cookie comes with the answer.' })
  signIn(@Arg('input', () => SignInInput) input: SignInInput, @Ctx() ctx: Context) {
    return signIn(ctx, input)
  }

  @Public()
  @Mutation(() => SignInPayload, {
    description: 'Where registration is open: a new person, who may look at the first tenant.',
  })
  register(@Arg('input', () => RegisterInput) input: RegisterInput, @Ctx() ctx: Context) {
    return register(ctx, input)
  }

  @SignedIn()
  @Mutation(() => ChangePasswordPayload, { description: 'Ends all your other sessions.' })
  changePassword(@Arg('input', () => ChangePasswordInput) input: ChangePasswordInput, @Ctx() ctx: Context) {
    return changePassword(ctx, input)
  }
}
