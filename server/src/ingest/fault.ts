import { sqlState } from '../platform/errors'

/** What may be logged of a failure. A database's message, detail and parameters repeat payload text, so of those only the code is told. */
export function factsOf(error: unknown): {
  name: string
  code: string | undefined
  message: string | undefined
  at: string | undefined
} {
  const { name = 'Error', message, stack } = (error ?? {}) as Partial<Error>
  const code = sqlState(error)
  const at = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
  return { name, code, message: code === undefined ? message : undefined, at }
}
