import type { Server } from 'node:http'
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import type { GraphQLSchema } from 'graphql'
import type { Context, Platform } from './context'
import { documentLimits, limitRules, publicError } from './graphql'
import { requestId } from './request'

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
    formatError: (formatted, error) => publicError(platform.log, formatted, error, requestId()),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      timed(platform),
    ],
    logger: platform.log,
  })
}

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
