const LEAST = 12
const MOST = 256

/** What is still missing from a new password, as the server will judge it (length alone); null when nothing is. */
export function passwordHint(password: string): string | null {
  const length = [...password.normalize('NFKC')].length
  if (length > MOST) return `At most ${MOST} characters`
  if (length >= LEAST) return null
  return length === 0 ? `At least ${LEAST} characters; a long phrase is best` : `${LEAST - length} more to go`
}
