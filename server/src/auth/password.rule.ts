import { badInput } from '../platform/errors'

/** One text however a keyboard composes it (NIST SP 800-63B, 5.1.1.2). */
export const normalisePassword = (password: string): string => password.normalize('NFKC')

/** Why a new password will not do, or null. Length and not the e-mail: rules on characters make passwords worse (NIST SP 800-63B). */
export function passwordFault(password: string, email: string): string | null {
  const length = [...normalisePassword(password)].length
  if (length < 12) return 'must have at least 12 characters'
  if (length > 256) return 'must have at most 256 characters'
  if (password.includes('\u0000')) return 'must not contain NUL'
  if (password.trim().toLowerCase() === email.toLowerCase()) return 'must not be the e-mail address'
  return null
}

/** @throws BAD_USER_INPUT at `path` */
export function assertGoodPassword(password: string, email: string, path: string): void {
  const fault = passwordFault(password, email)
  if (fault) throw badInput(path, fault)
}
