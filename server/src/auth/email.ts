import { z } from 'zod'

/**
 * An e-mail address in lower case, ASCII only: look-alike letters and case rules that differ between languages would let one person
 * pass for another.
 */
export const emailText = z
  .string()
  .trim()
  .max(254, 'must have at most 254 characters')
  .toLowerCase()
  .pipe(z.email('must be an e-mail address'))
