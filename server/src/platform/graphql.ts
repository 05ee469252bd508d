import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit'
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ValidationContext,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql'
import { AppError } from './errors'
import type { Log } from './logger'

/**
 * Bounds on one document, on by default over HTTP and WebSocket alike. The cost multiplies by `first` and `last`: a hundred alerts with every field
 * pass, a hundred histories of a hundred entries do not.
 */
export const documentLimits = { tokens: 5_000, depth: 12, aliases: 30, directives: 50, cost: 100_000 }

/** A document over a limit is reported like any other fault of it: the rules would otherwise throw, which reads as a fault of ours. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) =>
      context?.reportError(new GraphQLError(error.message.replace('Syntax Error: ', ''))),
  ],
}

export const limitRules = [
  maxDepthRule({ n: documentLimits.depth, ignoreIntrospection: true, flattenFragments: true, ...reported }),
  maxAliasesRule({ n: documentLimits.aliases, ...reported }),
  maxDirectivesRule({ n: documentLimits.directives, ...reported }),
  costLimitRule({ maxCost: documentLimits.cost, ignoreIntrospection: true, flattenFragments: true, ...reported }),
] as unknown as ValidationRule[] // their visitors are classes, which graphql's type does not foresee

/** Parses and validates under the limits, for WebSocket operations; Apollo does the same for HTTP. */
export function checkedDocument(schema: GraphQLSchema, text: string): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(text, { maxTokens: documentLimits.tokens })
    const errors = validate(schema, document, [...specifiedRules, ...limitRules])
    return errors.length > 0 ? errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) : document
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')]
    if (isTooDeep(error)) return [coded(new GraphQLError(tooDeep), 'GRAPHQL_PARSE_FAILED')]
    throw error
  }
}

const tooDeep = 'The operation or its variables are nested too deeply'

/** graphql parses and coerces by recursion: what is nested thousands deep within the other limits ends the stack, not the memory. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && /call stack/.test(error.message)

/** graphql's own complaint about a request (a variable's type, an operation's name), which Apollo names and a WebSocket does not. */
export function callersError(error: Error): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(error.message, { originalError: error }) // graphql hands on what coercion threw
  const isGraphqls = !error.originalError || error.originalError instanceof GraphQLError
  return isGraphqls && !error.path ? coded(error, 'BAD_USER_INPUT') : error
}

function coded(error: GraphQLError, code: string): GraphQLError {
  return error.extensions.code
    ? error
    : new GraphQLError(error.message, { ...error, nodes: error.nodes, extensions: { ...error.extensions, code } })
}

/**
 * What a caller sees of an error: expected failures as they are with the request id, anything else as "Internal error", logged whole.
 */
export function publicError(
  log: Log,
  formatted: GraphQLFormattedError,
  thrown: unknown,
  id: string | null,
): GraphQLFormattedError {
  const cause = causeOf(thrown)
  const { path, locations } = formatted
  if (cause instanceof AppError) {
    const facts = { code: cause.code, requestId: id, path }
    if (cause.code === 'UNAVAILABLE') log.warn({ ...facts, err: cause.cause }, cause.message)
    else log.info(facts, cause.message)
    return { message: cause.message, path, locations, extensions: { ...cause.extensions, requestId: id } }
  }
  if (cause instanceof GraphQLError && isCallersFault(formatted)) {
    const { stacktrace: _stack, ...extensions } = formatted.extensions ?? {}
    return { message: formatted.message, path, locations, extensions: { ...extensions, requestId: id } }
  }
  if (isTooDeep(cause)) {
    log.warn({ err: cause, requestId: id }, tooDeep) // with its place, should it ever be a recursion of our own
    return { message: tooDeep, path, locations, extensions: { code: 'BAD_USER_INPUT', requestId: id } }
  }
  log.error({ err: cause, requestId: id, path }, 'unexpected error')
  return { message: 'Internal error', path, locations, extensions: { code: 'INTERNAL', requestId: id } }
}

const callersCodes = new Set([
  'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_SUPPORTED',
]) // prettier-ignore

const isCallersFault = (error: GraphQLFormattedError): boolean => callersCodes.has(String(error.extensions?.code))

/** The error that a resolver threw, below the wrapping that graphql adds. */
function causeOf(thrown: unknown): unknown {
  let cause = thrown
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError
  return cause
}
