import type { AgentStripBucket } from './agent.beat.type'

/** What is known of an agent, times in milliseconds since 1970. */
export interface Heard {
  now: number
  enrolledAt: number
  intervalSeconds: number
  /** Nothing from before is kept. */
  keptFrom: number
  /** When each heartbeat came, in any order. */
  beats: readonly number[]
  /** `to` is null while it lasts. */
  gaps: readonly { from: number; to: number | null }[]
}

/**
 * What came of an agent in the time until now, in equal spans: each heartbeat is in one of them. Nothing is expected from before it was
 * enrolled. Pure.
 *
 * @param spanMs the whole time
 */
export function stripOf(heard: Heard, spanMs: number, buckets: number): AgentStripBucket[] {
  const { now, enrolledAt, intervalSeconds, keptFrom, beats, gaps } = heard
  const begin = now - spanMs
  const startOf = (place: number) => begin + Math.floor((spanMs * place) / buckets)
  const counts = new Array<number>(buckets).fill(0)
  for (const at of beats) {
    if (at < begin || at > now) continue
    let place = Math.min(Math.floor(((at - begin) * buckets) / spanMs), buckets - 1)
    if (at < startOf(place))
      place-- // rounding
    else if (place < buckets - 1 && at >= startOf(place + 1)) place++
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts.map((count, place) => {
    const [from, to] = [startOf(place), startOf(place + 1)]
    const lived = Math.max(0, to - Math.max(from, enrolledAt))
    return {
      from: new Date(from),
      expected: lived / (intervalSeconds * 1_000),
      received: to <= keptFrom ? null : count,
      isGap: gaps.some((gap) => gap.from < to && (gap.to ?? Infinity) > from),
    }
  })
}
