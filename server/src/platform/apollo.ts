import type { Server } from 'node:http'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import type { GraphQLSchema } from 'graphql'
import type { Context, Platform } from './context'
import { documentLimits, limitRules, publicError } from './graphql'

export function createApollo(platform: Platform, schema: GraphQLSchema, http: Server): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true, // the schema is the manual
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    parseOptions: { maxTokens: documentLimits.tokens },
    validationRules: limitRules,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(), // no answer may be cached, so nothing need be worked out per field
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      timed(platform),
      publicErrors(platform),
    ],
    logger: platform.log,
  })
}

/** Errors as the caller may see them. Done here and not in `formatError`, which does not know the request. */
const publicErrors = ({ log }: Platform): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body }, errors, contextValue }) {
        if (body.kind !== 'single' || !body.singleResult.errors) return
        body.singleResult.errors = body.singleResult.errors.map((formatted, index) =>
          publicError(log, formatted, errors?.[index], contextValue.requestId),
        )
      },
    }
  },
})

const timed = ({ telemetry }: Platform): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    const stop = telemetry.graphqlSeconds.startTimer()
    return {
      async willSendResponse({ operation, errors }) {
        stop({ type: operation?.operation ?? 'none', outcome: errors?.length ? 'error' : 'ok' })
      },
    }
  },
})
