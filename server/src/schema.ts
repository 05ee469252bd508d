import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import { guardSchema } from './platform/access'
import { NodeResolver } from './platform/node.resolver'
import { DateTime } from './platform/scalars'

/** Every resolver class of the platform, module by module. */
const resolvers = [NodeResolver] as const

/** The schema with its access rules in front. @throws when a root field has no rule. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [...resolvers] as unknown as NonEmptyArray<() => void>,
    validate: false, // lengths and patterns are checked by zod in the services
    scalarsMap: [{ type: Date, scalar: DateTime }],
    pubSub: unusedPubSub,
  })
  return guardSchema(schema)
}

/** type-graphql asks for one; our subscriptions name their stream themselves (platform/live.ts). */
const unusedPubSub = {
  publish(): void {},
  subscribe(): AsyncIterable<never> {
    throw new Error('Subscriptions go through the live engine')
  },
}
