import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Allow } from '../../platform/access'
import type { Context } from '../../platform/context'
import { SplitAlertInput, SplitAlertPayload } from './split.input'
import { splitAlert } from './split.service'

@Resolver()
export class SplitResolver {
  @Allow('alert:triage')
  @Mutation(() => SplitAlertPayload, {
    description: 'Moves chosen events of an alert to a new one with its own key, and remembers it for later events.',
  })
  splitAlert(@Arg('input', () => SplitAlertInput) input: SplitAlertInput, @Ctx() ctx: Context) {
    return splitAlert(ctx, input)
  }
}
