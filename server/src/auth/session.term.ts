const minute = 60_000
const hour = 60 * minute

/** How long a session lives: 30 days at most, 12 hours without use. Uses are written at most once a minute. */
export const sessionTerm = { absolute: 30 * 24 * hour, idle: 12 * hour, seenEvery: minute }

/** Both times in milliseconds since 1970; `now` likewise. */
export function isSessionOver(session: { expiresAt: number; lastSeenAt: number }, now: number): boolean {
  return session.expiresAt <= now || session.lastSeenAt + sessionTerm.idle <= now
}
