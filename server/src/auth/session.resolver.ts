import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import { Public, SignedIn } from '../platform/access'
import type { Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { Session } from './session.entity'
import { ownSession, ownSessions, revokeSession, signOut, signOutEverywhere } from './session.service'

registerNode('Session', async (ctx, id) => (ctx.viewer?.kind === 'USER' ? ownSession(ctx, id) : null))

@InputType()
export class RevokeSessionInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class RevokeSessionPayload {
  @Field(() => Session)
  session!: Session
}

@Resolver(() => Session)
export class SessionResolver {
  @SignedIn()
  @Query(() => [Session], { description: 'Your own signed-in browsers, the latest used first.' })
  sessions(@Ctx() ctx: Context) {
    return ownSessions(ctx)
  }

  @FieldResolver(() => Boolean, { description: 'The one this request came with.' })
  isCurrent(@Root() session: Session, @Ctx() ctx: Context): boolean {
    return session.id === ctx.viewer?.sessionId
  }

  @Public()
  @Mutation(() => Boolean, { description: 'Ends this session; true also when there was none.' })
  signOut(@Ctx() ctx: Context) {
    return signOut(ctx)
  }

  @SignedIn()
  @Mutation(() => Boolean, { description: 'Ends all your sessions, this one too.' })
  signOutEverywhere(@Ctx() ctx: Context) {
    return signOutEverywhere(ctx)
  }

  @SignedIn()
  @Mutation(() => RevokeSessionPayload, { description: 'Signs one of your browsers out.' })
  revokeSession(@Arg('input', () => RevokeSessionInput) input: RevokeSessionInput, @Ctx() ctx: Context) {
    return revokeSession(ctx, input.id)
  }
}
