/** How a tenant stands to what it may send in a day. */
export type QuotaState = 'WITHIN' | 'WARNING' | 'EXCEEDED'

/** From this share of the quota on, people are warned: early enough to raise it before anything is refused. */
export const warningShare = 0.8

const dayMs = 86_400_000

/** A day in UTC, as Postgres writes a date. */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)

/** When the next day begins. */
export const nextDayAt = (now: number): number => (Math.floor(now / dayMs) + 1) * dayMs

/** Pure. @param limit null: none */
export function quotaState(used: number, limit: number | null): QuotaState {
  if (limit === null) return 'WITHIN'
  if (used >= limit) return 'EXCEEDED'
  return used >= limit * warningShare ? 'WARNING' : 'WITHIN'
}
