import { AppError } from '../platform/errors'

/** How a body is to be read. */
export interface Form {
  /** JSON: one text. LINES: one JSON text a line, read as it arrives. */
  kind: 'JSON' | 'LINES'
  isGzip: boolean
}

type Header = (name: string) => string | undefined

const json = /^application\/(?:[a-z0-9!#$&^_.+-]+\+)?json$/
const lines = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl'])

const typeOf = (header: Header): string => header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''

/** Amazon SNS sends JSON as text/plain, and says in a header of its own what it is. */
export const snsTypeOf = (header: Header): string | undefined => header('x-amz-sns-message-type')

export const isLines = (header: Header): boolean => lines.has(typeOf(header))

/** @throws UNSUPPORTED_MEDIA_TYPE for a type or an encoding that is not read here. */
export function formOf(header: Header): Form {
  const type = typeOf(header)
  const isJson = type === '' || json.test(type) || (type === 'text/plain' && snsTypeOf(header) !== undefined)
  if (!isJson && !lines.has(type))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send application/json or application/x-ndjson')
  const encoding = header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as it is, or with Content-Encoding gzip')
  return { kind: isJson ? 'JSON' : 'LINES', isGzip: encoding !== 'identity' }
}
