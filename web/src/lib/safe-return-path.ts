/**
 * The path to return to after signing in, or null when it could lead off this site ("//host", "/\host", "https:…")
 * or straight back to the sign-in page.
 */
export function safeReturnPath(next: unknown): string | null {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || /[\t\r\n]/.test(next)) return null
  return next === '/sign-in' || next.startsWith('/sign-in?') ? null : next
}
