import { isUtf8 } from 'node:buffer'
import { AppError } from '../platform/errors'
import { isJsonObject } from './finding'
import type { Item } from './item'
import { scanItems } from './items'

const maxItems = 1_000
const maxDepth = 64

/** @throws UNSUPPORTED_MEDIA_TYPE unless the headers announce plain JSON, or nothing. */
export function checkMediaType(contentType: string | undefined, encoding: string | undefined): void {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== '' && !/^application\/(?:[a-z0-9!#$&^_.+-]+\+)?json$/.test(type)) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send application/json')
  }
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body without Content-Encoding')
  }
}

/**
 * Reads a body into items: an object is one, an array one per element, each keeping its exact text.
 *
 * @throws BAD_USER_INPUT (no JSON, nothing in it), PAYLOAD_TOO_LARGE (too many items)
 */
export function readItems(body: Buffer): Item[] {
  if (!isUtf8(body)) throw new AppError('BAD_USER_INPUT', 'The body is not UTF-8')
  const text = body.toString('utf8')
  const bare = text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text
  const scan = scanItems(bare, maxDepth)
  if (scan.depth > maxDepth) throw new AppError('BAD_USER_INPUT', `The body is nested deeper than ${maxDepth}`)
  const parsed = parse(bare)
  if (!Array.isArray(parsed)) {
    if (!isJsonObject(parsed))
      throw new AppError('BAD_USER_INPUT', 'The body must be a JSON object or an array of them')
    return [{ value: parsed, text }]
  }
  if (parsed.length === 0) throw new AppError('BAD_USER_INPUT', 'The array is empty')
  if (parsed.length > maxItems) throw new AppError('PAYLOAD_TOO_LARGE', `Send at most ${maxItems} items at once`)
  return scan.elements.map((element, index) => itemOf(element, parsed[index]))
}

const itemOf = (text: string, value: unknown): Item =>
  isJsonObject(value) ? { text, value } : { text, rejected: 'is not a JSON object' }

const byteOrderMark = 0xfeff

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('BAD_USER_INPUT', 'The body is not JSON') // the parser's message would repeat payload text
  }
}
