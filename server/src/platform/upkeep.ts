import type { Platform } from './context'

const everyMs = 30 * 60_000

/** Keeps the embedded database quick: every half hour it is vacuumed and analysed. Returns how to stop. */
export function startUpkeep({ database, log }: Platform): () => void {
  if (!database.isEmbedded) return () => undefined
  const timer = setInterval(() => {
    database.vacuum().catch((error: unknown) => log.warn({ err: error }, 'the embedded database was not vacuumed'))
  }, everyMs).unref()
  return () => clearInterval(timer)
}
