import { isUtf8 } from 'node:buffer'
import { AppError } from '../platform/errors'
import { withoutMark } from '../platform/parsed-json'
import { withExactNumbers } from './exact-numbers'
import { isJsonObject, type JsonObject } from './finding'
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
    return [itemOf(text, parsed)]
  }
  if (parsed.length === 0) throw new AppError('BAD_USER_INPUT', 'The array is empty')
  if (parsed.length > maxItems) throw new AppError('PAYLOAD_TOO_LARGE', `Send at most ${maxItems} items at once`)
  return scan.elements.map((element, index) => itemOf(element, parsed[index]))
}

/** Reads one line of NDJSON. A bad one is rejected by itself. */
export function readLine(line: Buffer): Item {
  const text = line.toString('utf8')
  return isUtf8(line) ? readText(text) : { text, rejected: 'is not UTF-8' }
}

/** Reads the text of one item: as it arrives, and in the same way whenever it is read again from what was stored. */
export function readText(text: string): Item {
  const bare = withoutMark(text)
  if (scanItems(bare, maxDepth).depth > maxDepth) return { text, rejected: `is nested deeper than ${maxDepth}` }
  const value = parse(bare)
  return value === undefined ? { text, rejected: 'is not JSON' } : itemOf(text, value)
}

/** What a stored item says. It was accepted once; one that no longer would be says nothing. */
export function readStored(text: string): JsonObject {
  const item = readText(text)
  return 'rejected' in item ? {} : item.value
}

const itemOf = (text: string, value: unknown): Item =>
  isJsonObject(value) ? { text, value: opened(value) } : { text, rejected: 'is not a JSON object' }

/**
 * What Amazon SNS carries: the message of a notification is a text, and what counts for an alert is the object written in it. Told by its form
 * alone, because the text is all that is left of it later; it stays the whole notification, as it was sent.
 */
function opened(value: JsonObject): JsonObject {
  const { Type: type, TopicArn: topic, Message: message } = value
  if (type !== 'Notification' || typeof topic !== 'string' || typeof message !== 'string') return value
  if (!topic.startsWith('arn:aws') || scanItems(message, maxDepth).depth > maxDepth) return value
  const carried = parse(message)
  return isJsonObject(carried) ? carried : value
}

/** Undefined for what is no JSON: the parser's own message would repeat payload text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(withExactNumbers(text))
  } catch {
    return undefined
  }
}
