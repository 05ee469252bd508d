import type { z } from 'zod'
import { AppError } from './errors'

/** Checks what the schema's types cannot say (lengths, patterns). @throws BAD_USER_INPUT with every faulty field. */
export function checked<Shape extends z.ZodType>(shape: Shape, input: unknown, at = 'input'): z.output<Shape> {
  const result = shape.safeParse(input)
  if (result.success) return result.data
  const fields = result.error.issues.map((issue) => ({ path: [at, ...issue.path].join('.'), message: issue.message }))
  throw new AppError('BAD_USER_INPUT', fields.map((fault) => `${fault.path}: ${fault.message}`).join('; '), { fields })
}
