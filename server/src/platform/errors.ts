/** One list of codes for GraphQL and REST, with the HTTP status each has on the REST side. */
export const httpStatusOf = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE: 422,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const

export type ErrorCode = keyof typeof httpStatusOf

export interface FieldFault {
  path: string
  message: string
}

export interface ErrorDetails {
  fields?: FieldFault[]
  /** Seconds until another try makes sense. */
  retryAfter?: number
  /** CONFLICT: the row as it is now, or the statuses that are allowed. */
  current?: unknown
  allowed?: string[]
  /** A body that was stored in part: what is stored of it. */
  accepted?: number
  duplicates?: number
  parts?: object[]
}

/** An expected failure, shown to the caller as it stands. Anything else that is thrown becomes "Internal error". */
export class AppError extends Error {
  readonly extensions: ErrorDetails & { code: ErrorCode }

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'AppError'
    this.extensions = { code, ...details }
  }
}

export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `${what} not found`)

/** One faulty field of an input. `path` uses dots: "input.title". */
export const badInput = (path: string, message: string): AppError =>
  new AppError('BAD_USER_INPUT', `${path}: ${message}`, { fields: [{ path, message }] })

/** SQLSTATEs and socket errors that mean "the database is away, or cannot write": not "the statement is wrong", so trying again makes sense. */
const awayCodes = new Set([
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53100', // the disk is full
  '53200', // out of memory
  '53300',
  '58030', // the disk fails
  '25006', // a standby answers, as in the middle of a fail-over
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])

export function isDatabaseAway(error: unknown): boolean {
  const code = sqlState(error) // not `instanceof Error`: errors of Node's own sockets come from another realm when jest runs us
  if (code && awayCodes.has(code)) return true
  return /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error/i.test(
    messageOf(error),
  )
}

function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as Partial<Error>
  return message ?? ''
}

/** The SQLSTATE of a driver error, also when TypeORM wrapped it. */
export function sqlState(error: unknown): string | undefined {
  const fault = error as { code?: unknown; driverError?: { code?: unknown } } | null
  const code = fault?.driverError?.code ?? fault?.code
  return typeof code === 'string' ? code : undefined
}

export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === '23505'
