const DAY_MS = 86_400_000

/** How long a key lives, for a row of choices; null: until it is revoked. */
export const LIFETIMES: readonly { label: string; days: number | null }[] = [
  { label: '30 days', days: 30 },
  { label: '90 days', days: 90 },
  { label: '1 year', days: 365 },
  { label: 'No end', days: null },
]

/** The moment at which something of this lifetime ends, as the server takes it. */
export const endOf = (days: number | null, now: number): string | null =>
  days === null ? null : new Date(now + days * DAY_MS).toISOString()

export type KeyState = 'active' | 'ending' | 'ended' | 'revoked'

/** `ending` within a week, so that somebody makes its successor in time. */
export function keyState(key: { expiresAt?: string | null; revokedAt?: string | null }, now: number): KeyState {
  if (key.revokedAt) return 'revoked'
  const left = key.expiresAt ? Date.parse(key.expiresAt) - now : Infinity
  if (left <= 0) return 'ended'
  return left < 7 * DAY_MS ? 'ending' : 'active'
}
