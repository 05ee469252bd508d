import { signInPath } from './tenant-choice'
import type { Session } from './TopBar'

/** What stands in the way of a useful answer, and the way out. */
export function Notice({ session: { state, viewer } }: { session: Session }) {
  if (state !== 'ready') return null
  if (!viewer) {
    return (
      <p className="notice" role="status">
        You are not signed in: the schema is open to everybody, the data is not.{' '}
        <a href={signInPath(location)}>Sign in</a>, or put an API key into Headers:{' '}
        <code>{'{ "X-API-Key": "…" }'}</code>
      </p>
    )
  }
  if (viewer.mustChangePassword) {
    return (
      <p className="notice" role="status">
        Your password was generated for you. <a href="/password?next=%2Fgraphql">Choose your own</a> first; until then
        every question is refused.
      </p>
    )
  }
  return null
}
