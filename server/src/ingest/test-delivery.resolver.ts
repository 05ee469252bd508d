import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { SendTestDeliveryInput, SendTestDeliveryPayload } from './test-delivery.input'
import { sendTestDelivery } from './test-delivery.service'

@Resolver()
export class TestDeliveryResolver {
  @Allow('source:manage')
  @Mutation(() => SendTestDeliveryPayload, {
    description:
      "Sends one made-up alert (INFORMATIONAL, tagged test) through the source's webhook, as its sender would. CONFLICT when the source is disabled.",
  })
  sendTestDelivery(@Arg('input', () => SendTestDeliveryInput) input: SendTestDeliveryInput, @Ctx() ctx: Context) {
    return sendTestDelivery(ctx, input)
  }
}
