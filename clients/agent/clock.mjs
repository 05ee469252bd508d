// @ts-check

/**
 * What the agent knows of time. Tests give it one that they move by hand.
 * @typedef {object} Clock
 * @property {() => number} now milliseconds since 1970.
 * @property {(ms: number, signal?: AbortSignal) => Promise<boolean>} sleep true after so long, false at once when the signal says stop.
 */

/** @type {Clock} */
export const realClock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve(false)
      const stop = () => {
        clearTimeout(timer)
        resolve(false)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve(true)
      }, ms)
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
