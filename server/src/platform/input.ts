import { z } from 'zod'
import { AppError } from './errors'

/** Checks what the schema's types cannot say (lengths, patterns). @throws BAD_USER_INPUT with every faulty field. */
export function checked<Shape extends z.ZodType>(shape: Shape, input: unknown, at = 'input'): z.output<Shape> {
  const result = shape.safeParse(input)
  if (result.success) return result.data
  const fields = result.error.issues.map((issue) => ({ path: [at, ...issue.path].join('.'), message: issue.message }))
  throw new AppError('BAD_USER_INPUT', fields.map((fault) => `${fault.path}: ${fault.message}`).join('; '), { fields })
}

const nul = /\u0000/

/** Half of a surrogate pair: no character, and what UTF-8 and jsonb cannot hold. */
const loneSurrogate = /\p{Surrogate}/u

/** Trimmed text of at most `max` characters, not empty unless `min` is 0, without NUL and broken Unicode. */
export const shortText = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min, min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
    .max(max, `must have at most ${max} characters`)
    .refine((text) => !nul.test(text), 'must not contain NUL')
    .refine((text) => !loneSurrogate.test(text), 'must be well-formed Unicode')
