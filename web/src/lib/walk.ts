/** A list of alerts that is walked through one by one: as much of it as is loaded. */
export interface Walk {
  ids: readonly string[]
  endCursor: string | null
  hasNextPage: boolean
  total: number | null
  totalIsExact: boolean
}

/** Where one alert stands in the list it was opened from. */
export interface Place {
  /** From 1; null when the loaded part of the list does not hold it. */
  position: number | null
  total: number | null
  totalIsExact: boolean
  hasPrevious: boolean
  hasNext: boolean
}

export const emptyWalk: Walk = { ids: [], endCursor: null, hasNextPage: false, total: null, totalIsExact: true }

export function placeIn(walk: Walk, id: string): Place {
  const at = walk.ids.indexOf(id)
  const { total, totalIsExact, hasNextPage } = walk
  if (at === -1) return { position: null, total, totalIsExact, hasPrevious: false, hasNext: false }
  const hasNext = at < walk.ids.length - 1 || hasNextPage
  return { position: at + 1, total, totalIsExact, hasPrevious: at > 0, hasNext }
}

/** The neighbour, or undefined at an end of what is loaded. */
export function neighbourIn(walk: Walk, id: string, by: 1 | -1): string | undefined {
  const at = walk.ids.indexOf(id)
  return at === -1 ? undefined : walk.ids[at + by]
}
