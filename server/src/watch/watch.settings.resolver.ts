import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { updateWatchSettings, watchSettings } from './watch.settings.service'
import { UpdateWatchSettingsInput, UpdateWatchSettingsPayload, WatchSettings } from './watch.settings.type'

@Resolver()
export class WatchSettingsResolver {
  @Allow('agent:read')
  @Query(() => WatchSettings, { description: 'What becomes of those that fall silent, in this tenant.' })
  watchSettings(@Ctx() ctx: Context) {
    return watchSettings(ctx)
  }

  @Allow('agent:manage')
  @Mutation(() => UpdateWatchSettingsPayload, { description: 'For what is noticed from now on.' })
  updateWatchSettings(
    @Arg('input', () => UpdateWatchSettingsInput) input: UpdateWatchSettingsInput,
    @Ctx() ctx: Context,
  ) {
    return updateWatchSettings(ctx, input)
  }
}
