import { fieldWords } from './words'

/** One fault of an input, by the path of its field ("email", "filter.and.0.severity"). */
export interface FieldFault {
  path: string
  message: string
}

/** A failed request in the words of the schema's `extensions`, whichever layer reported it. */
export interface Failure {
  /** A code of the schema, or OFFLINE when no answer came at all. */
  code: string
  message: string
  requestId?: string
  fields: FieldFault[]
  /** Seconds. */
  retryAfter?: number
  /** CONFLICT: the statuses that are possible now. */
  allowed?: string[]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** Apollo puts errors of a 2xx answer in `graphQLErrors` and those of a 4xx/5xx answer inside `networkError.result`. */
function firstGraphqlError(error: unknown): Record<string, unknown> | null {
  if (!isRecord(error)) return null
  const network = isRecord(error.networkError) ? error.networkError : error
  const result = isRecord(network.result) ? network.result : {}
  for (const list of [error.graphQLErrors, result.errors]) {
    const first: unknown = Array.isArray(list) ? list[0] : undefined
    if (isRecord(first)) return first
  }
  return isRecord(error.extensions) ? error : null
}

function readFields(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((fault) => ({
    path: Array.isArray(fault.path) ? fault.path.join('.') : textOf(fault.path, ''),
    message: textOf(fault.message, 'Not valid'),
  }))
}

/** Reads whatever a failed operation threw. Without any answer the code is OFFLINE: the server is away or restarting. */
export function readFailure(error: unknown): Failure {
  const found = firstGraphqlError(error)
  if (!found)
    return {
      code: 'OFFLINE',
      message: 'The server does not answer. It may be restarting: try again in a moment.',
      fields: [],
    }
  const extensions = isRecord(found.extensions) ? found.extensions : {}
  return {
    code: typeof extensions.code === 'string' ? extensions.code : 'INTERNAL',
    message: typeof found.message === 'string' ? found.message : 'Internal error',
    requestId: typeof extensions.requestId === 'string' ? extensions.requestId : undefined,
    fields: readFields(extensions.fields),
    retryAfter: typeof extensions.retryAfter === 'number' ? Math.ceil(extensions.retryAfter) : undefined,
    allowed: Array.isArray(extensions.allowed) ? extensions.allowed.map(String) : undefined,
  }
}

/** The fault of one input field; the server may prefix the path with "input". */
export function fieldFault(failure: Failure | null, field: string): string | undefined {
  return failure?.fields.find(({ path }) => path === field || path === `input.${field}`)?.message
}

/** Faults that belong to none of the fields a form shows, so that they are not lost. */
export function otherFaults(failure: Failure, shown: readonly string[]): string[] {
  return failure.fields
    .filter(({ path }) => !shown.some((field) => path === field || path === `input.${field}`))
    .map(({ path, message }) => (path ? `${fieldWords(path.replace(/^input\./, ''))}: ${message}` : message))
}
