import { Arg, Ctx, Field, FieldResolver, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import { SignedIn } from '../platform/access'
import type { Context } from '../platform/context'
import { JsonValue } from '../platform/scalars'
import { preferencesOf, setPreference } from './preference.service'
import { ViewerProfile, viewerProfile } from './viewer.type'

@InputType()
export class SetPreferenceInput {
  @Field(() => String, {
    description: 'A small letter, then letters, digits and dots; at most 64 characters, 50 keys.',
  })
  key!: string

  @Field(() => JsonValue, { nullable: true, description: 'At most 16 KiB as JSON; null removes the key.' })
  value?: unknown
}

@ObjectType()
export class SetPreferencePayload {
  @Field(() => ViewerProfile)
  viewer!: ViewerProfile
}

@Resolver(() => ViewerProfile)
export class PreferenceResolver {
  @FieldResolver(() => JsonValue, {
    description:
      "An object by key: how this person likes to see this tenant's screens. {} for an API key and without a tenant.",
  })
  preferences(@Ctx() ctx: Context) {
    return preferencesOf(ctx)
  }

  @SignedIn()
  @Mutation(() => SetPreferencePayload, {
    description: 'Keeps one display setting of this person in this tenant. FORBIDDEN for an API key.',
  })
  async setPreference(@Arg('input', () => SetPreferenceInput) input: SetPreferenceInput, @Ctx() ctx: Context) {
    await setPreference(ctx, input)
    return { viewer: viewerProfile(ctx) }
  }
}
