/** Before an agent has shown its own, in seconds. */
export const usualInterval = 30
/** What an interval can be, in seconds. */
export const [shortestInterval, longestInterval] = [5, 3_600]
/** Gaps between beats from which it is learned. */
export const mostGaps = 9
/** From so many on the agent alone is believed. */
const fewest = 3

/**
 * The gaps between an agent's last beats with one more, oldest first; milliseconds. What is under a second is a repetition, what is over an
 * hour an absence: neither says anything about the interval.
 */
export function withGap(gaps: readonly number[], gapMs: number): number[] {
  if (!(gapMs >= 1_000 && gapMs <= longestInterval * 1_000)) return [...gaps]
  return [...gaps, Math.round(gapMs)].slice(-mostGaps)
}

/**
 * How often an agent beats, in seconds: the median, so that a restart or an outage does not count. That of the last three where it is
 * longer: an agent that was told to beat less often must not be missed until most of the gaps are new. Of less than three the longest
 * counts, if that is longer than usual. Pure.
 */
export function intervalOf(gaps: readonly number[]): number {
  const ms =
    gaps.length < fewest
      ? Math.max(usualInterval * 1_000, ...gaps)
      : Math.max(median(gaps), median(gaps.slice(-fewest)))
  return Math.min(Math.max(ms / 1_000, shortestInterval), longestInterval)
}

/** The lower one of two in the middle. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[(sorted.length - 1) >> 1] ?? 0
}
