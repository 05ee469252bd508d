import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Public, SignedIn } from '../platform/access'
import type { Context } from '../platform/context'
import { permissions } from '../platform/permissions'
import { belongingsOf } from './account'
import { Membership, ViewerProfile, viewerProfile } from './viewer.type'

@Resolver(() => ViewerProfile)
export class ViewerResolver {
  @Public()
  @Query(() => ViewerProfile, { nullable: true, description: 'Null when nobody is signed in.' })
  viewer(@Ctx() ctx: Context) {
    return viewerProfile(ctx)
  }

  @SignedIn()
  @Query(() => [String], { description: 'Every scope an API key can carry.' })
  permissions(): readonly string[] {
    return permissions
  }

  @FieldResolver(() => [Membership], { description: 'The tenants one can turn to; none for an API key.' })
  tenants(@Root() viewer: ViewerProfile, @Ctx() ctx: Context): Promise<Membership[]> | Membership[] {
    return viewer.user ? belongingsOf(ctx.platform, viewer.user.id) : []
  }
}
