import { AppError } from '../platform/errors'
import type { Item } from './item'
import { readItems } from './read-items'

/** One signal of an agent, as it names itself. */
export interface Signal {
  id: string
  items: [Item]
}

/** Of its context, as JSON. */
const mostContext = 102_400

/** The signal that a body is; null for what is none. @throws PAYLOAD_TOO_LARGE when what it carries is more than agents may send */
export function signalIn(items: Item[]): Signal | null {
  const [item] = items
  if (!item || items.length > 1 || 'rejected' in item) return null
  const { signal_id: id, host_id: host, rule_id: rule, context } = item.value
  if (!isName(id) || !isName(host) || !isName(rule)) return null
  if (Buffer.byteLength(JSON.stringify(context ?? null)) > mostContext)
    throw new AppError('PAYLOAD_TOO_LARGE', 'The context of a signal may have 100 KB at most')
  return { id, items: [item] }
}

/** @throws UNPROCESSABLE, the one answer to what is no signal at all: an agent sends it again for ever, whatever it is told. */
export function readSignal(body: Buffer): Signal {
  const signal = signalIn(itemsIn(body))
  if (!signal) throw new AppError('UNPROCESSABLE', 'A signal is a JSON object with signal_id, host_id and rule_id')
  return signal
}

function itemsIn(body: Buffer): Item[] {
  try {
    return readItems(body)
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_USER_INPUT') return []
    throw error
  }
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

/** What agents read of an answer: the original's code and its manual name the same thing differently. */
export const signalAnswer = ({ id }: Signal, isDuplicate: boolean): string =>
  JSON.stringify({ status: 'ok', id, signal_id: id, duplicate: isDuplicate })
