import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { ApiKey } from './api-key.entity'
import { CreateApiKeyInput, CreateApiKeyPayload, RevokeApiKeyInput, RevokeApiKeyPayload } from './api-key.input'
import { apiKeyById, apiKeys, createApiKey, revokeApiKey } from './api-key.service'

registerNode('ApiKey', async (ctx, id) => (ctx.tenant && can(ctx, 'key:manage') ? apiKeyById(ctx, id) : null))

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Allow('key:manage')
  @Query(() => [ApiKey], { description: 'Revoked ones too, the latest first.' })
  apiKeys(@Ctx() ctx: Context) {
    return apiKeys(ctx)
  }

  @Allow('key:manage')
  @Mutation(() => CreateApiKeyPayload, { description: 'Makes a key; its secret is in this answer and nowhere else.' })
  createApiKey(@Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput, @Ctx() ctx: Context) {
    return createApiKey(ctx, input)
  }

  @Allow('key:manage')
  @Mutation(() => RevokeApiKeyPayload, { description: 'Ends a key for good.' })
  revokeApiKey(@Arg('input', () => RevokeApiKeyInput) input: RevokeApiKeyInput, @Ctx() ctx: Context) {
    return revokeApiKey(ctx, input.id)
  }
}
