/** How a source is doing, worst first: `refused` when the latest thing it sent was refused. */
export type SourceState = 'disabled' | 'refused' | 'live' | 'quiet' | 'silent'

interface Seen {
  enabled: boolean
  /** RFC 3339; null when nothing was taken within the past week. */
  lastDeliveryAt?: string | null
  lastRefusalAt?: string | null
  perMinute: number
}

const at = (moment: string | null | undefined): number => (moment ? Date.parse(moment) : -Infinity)

export function sourceState({ enabled, lastDeliveryAt, lastRefusalAt, perMinute }: Seen): SourceState {
  if (!enabled) return 'disabled'
  if (at(lastRefusalAt) > at(lastDeliveryAt)) return 'refused'
  if (!lastDeliveryAt) return 'silent'
  return perMinute > 0 ? 'live' : 'quiet'
}

/** Sums of every `size` neighbours, for a course in less space; what does not fill up the first is summed alone. */
export function grouped(values: readonly number[], size: number): number[] {
  const sums: number[] = []
  for (let end = values.length; end > 0; end -= size)
    sums.unshift(values.slice(Math.max(0, end - size), end).reduce((sum, value) => sum + value, 0))
  return sums
}
