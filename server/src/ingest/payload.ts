import { isUtf8 } from 'node:buffer'
import type { NewAlert } from '../alerts/alert.insert'
import { ActorKind } from '../audit/actor'
import { AppError } from '../platform/errors'
import { newId } from '../platform/ids'
import { riskOf } from '../scoring/risk'
import type { KnownSource } from '../sources/source.directory'
import type { ItemResult } from './answer'
import { isJsonObject } from './finding'
import { scanItems } from './items'
import { normaliseGeneric } from './normalise/generic'

/** An alert ready to store but for its number, which is leased by the batch. */
export type NumberlessAlert = Omit<NewAlert, 'number'>

export interface Payload {
  alerts: NumberlessAlert[]
  /** One per item, in the order of the payload. */
  results: ItemResult[]
}

const maxItems = 1_000
const maxDepth = 64

interface Item {
  value: unknown
  /** Exact text as sent. */
  text: string
}

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
 * Reads a body into alerts: an object is one item, an array one per element, each keeping its exact text.
 *
 * @throws BAD_USER_INPUT (no JSON, nothing in it), PAYLOAD_TOO_LARGE (too many items), UNPROCESSABLE (no item is acceptable)
 */
export function readPayload(body: Buffer, source: KnownSource, now: Date): Payload {
  const payload: Payload = { alerts: [], results: [] }
  for (const item of itemsOf(body)) {
    if (!isJsonObject(item.value)) {
      payload.results.push({ rejected: 'is not a JSON object' })
      continue
    }
    const alert = alertOf({ value: item.value, text: item.text }, source, now)
    payload.alerts.push(alert)
    payload.results.push({ alertId: alert.id, riskScore: alert.riskScore, anomalyScore: null })
  }
  if (payload.alerts.length === 0)
    throw new AppError('UNPROCESSABLE', 'No item is acceptable: each must be a JSON object')
  return payload
}

function itemsOf(body: Buffer): Item[] {
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
  return scan.elements.map((element, index) => ({ text: element, value: parsed[index] as unknown }))
}

const byteOrderMark = 0xfeff

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('BAD_USER_INPUT', 'The body is not JSON') // the parser's message would repeat payload text
  }
}

function alertOf(
  { value, text }: Item & { value: Record<string, unknown> },
  source: KnownSource,
  now: Date,
): NumberlessAlert {
  const finding = normaliseGeneric(value, source)
  const { score, explanation } = riskOf(finding)
  return {
    ...finding,
    tenantId: source.tenantId,
    id: newId(),
    sourceId: source.id,
    severitySetBy: ActorKind.SOURCE,
    riskScore: score,
    riskExplanation: explanation,
    anomalyScore: null,
    firstSeenAt: now,
    raw: text,
  }
}
