import type { JsonObject } from './finding'

/** One item of a body as it was sent: `text` is exact. What is no JSON object is rejected by itself, never with its neighbours. */
export type Item = { text: string; value: JsonObject } | { text: string; rejected: string }
