// @ts-check
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { hostIdIn } from './host-id.mjs'
import { completeSignal } from './signal.mjs'
import { Spool, SpoolError } from './spool.mjs'

/** Enough for the folder's syncs to be shared. */
const writesAtOnce = 32

/**
 * Puts signals, one a line, into the spool of an agent; the agent that runs on it ships them.
 * @param {import('./client.mjs').AgentOptions} options
 * @param {string} file `-` for standard input.
 * @param {{ kept: (id: string) => void, refused: (line: number, reason: string) => void }} tell `kept` when a signal is safe.
 * @returns how many lines were no signal.
 * @throws SpoolError SPOOL_FULL, after which nothing more is read.
 */
export async function sendLines(options, file, tell) {
  const { folder, maxBytes, maxCount, fsync } = options
  const spool = await Spool.open({ folder, maxBytes, maxCount, fsync })
  const hostId = options.hostId ?? (await hostIdIn(folder))
  const input = file === '-' ? process.stdin : createReadStream(file)
  let line = 0
  let refused = 0
  /** @type {Set<Promise<void>>} */
  const writing = new Set()
  /** @type {{ fault: unknown } | null} */
  let end = null
  const keep = async (/** @type {string} */ text, /** @type {number} */ number) => {
    try {
      const { id, body } = completeSignal(text, hostId)
      await spool.enqueue(body)
      tell.kept(id)
    } catch (error) {
      const isOfTheLine =
        error instanceof TypeError ||
        error instanceof SyntaxError ||
        (error instanceof SpoolError && error.code === 'ITEM_TOO_LARGE')
      if (!isOfTheLine) end ??= { fault: error }
      else {
        refused += 1
        tell.refused(number, error.message)
      }
    }
  }
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1
    if (text.trim() === '') continue
    const work = keep(text, line).finally(() => writing.delete(work))
    writing.add(work)
    if (writing.size >= writesAtOnce) await Promise.race(writing)
    if (end) break
  }
  await Promise.all(writing)
  if (end) throw /** @type {{ fault: unknown }} */ (end).fault
  return refused
}
