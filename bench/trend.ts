/** How resident memory went over a run. All in the unit of the samples. */
export interface Trend {
  /** Medians of equal stretches of time, the first to the last. */
  points: number[]
  /** Median of the second quarter: by then caches are filled and code is compiled. */
  early: number
  /** Median of the last quarter. */
  late: number
}

const stretches = 20

/** @param samples taken at equal distances; at least four */
export function trendOf(samples: readonly number[]): Trend {
  const between = (from: number, to: number) =>
    medianOf(samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to)))
  const points = Array.from({ length: stretches }, (_, index) => between(index / stretches, (index + 1) / stretches))
  return { points, early: between(0.25, 0.5), late: between(0.75, 1) }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}
