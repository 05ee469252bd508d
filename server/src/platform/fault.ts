import { sqlState } from './errors'

export interface FaultFacts {
  name: string
  /** SQLSTATE or the socket's code. */
  code: string | undefined
  message: string | undefined
  at: string | undefined
  cause: FaultFacts | undefined
}

/**
 * What may be logged of a failure. A driver's error carries the statement's parameters, and its message may repeat a value that the database could
 * not read (SQLSTATE class 22): payload text, so of those only name, code and place are told.
 */
export function factsOf(error: unknown): FaultFacts {
  const { name = 'Error', message, stack, cause } = (error ?? {}) as Partial<Error>
  const code = sqlState(error)
  const at = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
  return {
    name,
    code,
    message: code?.startsWith('22') ? undefined : message,
    at,
    cause: cause ? factsOf(cause) : undefined,
  }
}
