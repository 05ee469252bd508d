const FIRST_MS = 250
const LONGEST_MS = 10_000

/**
 * Milliseconds to wait before the given retry (0 is the first): doubling up to ten seconds, with full jitter in the upper
 * half, so that a restarted server is not met by every browser in the same instant.
 */
export function reconnectDelay(retries: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(retries, 10))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}
