/**
 * Whether an error that Vue caught leaves the page half drawn. `info` is Vue's word for where it happened: in development a
 * phrase, in production a link that ends in a number (vuejs.org/error-reference).
 */
export function breaksPage(info: string): boolean {
  const [, code] = /#runtime-(\w+)$/.exec(info) ?? []
  return !(code ? HARMLESS_CODES : HARMLESS_WORDS).has(code ?? info)
}

/** Watchers, handlers of events, and loaders of parts that show their own failure. */
const HARMLESS_CODES = new Set(['2', '3', '4', '5', '6', '13'])
const HARMLESS_WORDS = new Set([
  'watcher getter',
  'watcher callback',
  'watcher cleanup function',
  'native event handler',
  'component event handler',
  'async component loader',
])

/** What somebody who mends it would ask for, ready to be copied. */
export function faultReport(error: unknown, page: string, at: Date): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [`Page: ${page}`, `Time: ${at.toISOString()}`, '', stack.slice(0, 4_000)].join('\n')
}
