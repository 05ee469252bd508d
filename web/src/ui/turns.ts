import { nextTick } from 'vue'

/** What one turn may take before the browser gets to paint and to answer: a frame. */
const TURN_MS = 16

const waiting = new Set<() => void>()
let isUnderWay = false

/**
 * Runs `work` soon, in the order of the calls, and gives the browser room between one and the next when they take long. A timer, not a
 * frame: a page in the background is drawn, too. Returns how to call it off.
 */
export function takeTurn(work: () => void): () => void {
  waiting.add(work)
  if (!isUnderWay) {
    isUnderWay = true
    setTimeout(() => void run())
  }
  return () => void waiting.delete(work)
}

async function run() {
  const end = performance.now() + TURN_MS
  for (const work of waiting) {
    waiting.delete(work)
    work()
    // What it changed is drawn within this turn.
    await nextTick()
    if (performance.now() >= end) break
  }
  isUnderWay = waiting.size > 0
  if (isUnderWay) setTimeout(() => void run())
}
