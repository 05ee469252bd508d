import type { AgentSort, AgentStatus } from '../gql/graphql'

interface StatusLook {
  label: string
  hint: string
  /** Colour of the dot: never alone, the word stands beside it. */
  dot: string
}

export const AGENT_STATUSES: Record<AgentStatus, StatusLook> = {
  ONLINE: { label: 'Online', hint: 'Heard of within two of its intervals', dot: 'bg-success' },
  STALE: { label: 'Late', hint: 'Has missed a heartbeat', dot: 'bg-warning' },
  OFFLINE: { label: 'Offline', hint: 'Has missed three heartbeats or more', dot: 'bg-error' },
  RETIRED: { label: 'Retired', hint: 'Nobody waits for it', dot: 'border border-accented' },
}

export const AGENT_SORTS = {
  NAME: 'By name',
  LAST_SEEN_AT: 'Last heard of',
  ENROLLED_AT: 'Newest',
} as const satisfies Record<AgentSort, string>

/** "every 30 s", "every 5 min". */
export function intervalWords(seconds: number): string {
  const rounded = Math.round(seconds)
  return rounded < 120 ? `every ${rounded} s` : `every ${Math.round(rounded / 60)} min`
}

const UNITS = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
]

/** The two greatest units: "3 d 4 h", "12 min"; "40 s" below a minute. */
export function durationWords(seconds: number): string {
  let left = Math.max(0, Math.round(seconds))
  if (left < 60) return `${left} s`
  const parts = UNITS.flatMap(({ unit, seconds: size }) => {
    const count = Math.floor(left / size)
    left -= count * size
    return count > 0 ? [`${count} ${unit}`] : []
  })
  return parts.slice(0, 2).join(' ')
}

export interface StripBucket {
  from: string
  expected: number
  received?: number | null
  isGap: boolean
}

export type StripTone = 'none' | 'unknown' | 'silent' | 'partial' | 'full'

/** How a span of a strip looks: nothing was due, nothing is known any more, silence, some of what was due, all of it. */
export function stripTone({ expected, received, isGap }: StripBucket): StripTone {
  if (expected < 0.5) return 'none'
  if (isGap) return 'silent'
  if (received == null) return 'unknown'
  return received >= expected * 0.8 ? 'full' : 'partial'
}

/** A strip in one sentence, for whoever does not see it. */
export function stripSentence(strip: readonly StripBucket[]): string {
  const due = strip.filter((bucket) => stripTone(bucket) !== 'none')
  const silent = due.filter((bucket) => stripTone(bucket) === 'silent').length
  if (due.length === 0) return 'Nothing was due'
  if (silent === 0) return 'Heard of all the time'
  return `Silent in ${silent} of ${due.length} spans`
}
