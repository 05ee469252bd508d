import { isUtf8 } from 'node:buffer'
import { AppError } from '../platform/errors'
import { isJsonObject } from './finding'
import type { Item } from './item'
import { scanItems } from './items'

const maxItems = 1_000
const maxDepth = 64

/**
 * Reads a JSON body into items: an object is one, an array one per element, each keeping its exact text.
 *
 * @throws BAD_USER_INPUT (no JSON, nothing in it), PAYLOAD_TOO_LARGE (too many items)
 */
export function readItems(body: Buffer): Item[] {
  if (!isUtf8(body)) throw new AppError('BAD_USER_INPUT', 'The body is not UTF-8')
  const text = body.toString('utf8')
  const bare = withoutMark(text)
  const scan = scanItems(bare, maxDepth)
  if (scan.depth > maxDepth) throw new AppError('BAD_USER_INPUT', `The body is nested deeper than ${maxDepth}`)
  const parsed = parse(bare)
  if (parsed === undefined) throw new AppError('BAD_USER_INPUT', 'The body is not JSON')
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

/** Reads one line of NDJSON. A bad one is rejected by itself. */
export function readLine(line: Buffer): Item {
  const text = line.toString('utf8')
  if (!isUtf8(line)) return { text, rejected: 'is not UTF-8' }
  const bare = withoutMark(text)
  if (scanItems(bare, maxDepth).depth > maxDepth) return { text, rejected: `is nested deeper than ${maxDepth}` }
  const value = parse(bare)
  return value === undefined ? { text, rejected: 'is not JSON' } : itemOf(text, value)
}

/**
 * What Amazon SNS carries: the message of a notification is a text, and what counts for an alert is the object written in it. The item's text
 * stays the whole notification, as it was sent.
 */
export function openNotification(item: Item): Item {
  if ('rejected' in item || item.value.Type !== 'Notification' || typeof item.value.Message !== 'string') return item
  const { Message: message } = item.value
  if (scanItems(message, maxDepth).depth > maxDepth) return item
  const value = parse(message)
  return isJsonObject(value) ? { text: item.text, value } : item
}

const byteOrderMark = 0xfeff
const withoutMark = (text: string): string => (text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text)

/** Undefined for what is no JSON: the parser's own message would repeat payload text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
