import { isJsonObject } from '../ingest/finding'
import { readStored } from '../ingest/read-items'

/** Of one answer, the texts that senders sent: a row beyond them is told without its sender's own words. */
export const mostSentBytes = 16 * 1_048_576

/** What a sender wrote under a name, when it is of that kind. */
export interface Sent {
  text: (name: string) => string | null
  list: (name: string) => unknown[]
  object: (name: string) => Record<string, unknown>
}

/** @param raw the exact text; null when it is not at hand */
export function sentIn(raw: string | null): Sent {
  const sent = raw === null ? {} : readStored(raw)
  return {
    text: (name) => (typeof sent[name] === 'string' ? sent[name] : null),
    list: (name) => (Array.isArray(sent[name]) ? (sent[name] as unknown[]) : []),
    object: (name) => (isJsonObject(sent[name]) ? sent[name] : {}),
  }
}
