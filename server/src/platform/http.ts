import type { IncomingMessage } from 'node:http'
import type { NextFunction, Request, Response } from 'express'
import proxyaddr from 'proxy-addr'
import type { Config } from './config'
import { AppError, httpStatusOf, isDatabaseAway, type ErrorCode } from './errors'
import { newId } from './ids'
import type { Log } from './logger'

export const sessionCookie = 'tocsin_session'

const idOf = new WeakMap<Response, string>()

/** The id that this request was given and is answered with. Kept beside the response: async storage would slow every promise down. */
export const requestIdOf = (response: Response): string => idOf.get(response) ?? ''

/** Gives every request an id (ours, never the caller's), answers with it, and logs one line without query strings or bodies. */
export function requestLog(log: Log) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const id = newId()
    idOf.set(response, id)
    const started = performance.now()
    response.setHeader('X-Request-Id', id)
    response.on('finish', () => {
      const ms = Math.round((performance.now() - started) * 10) / 10
      log.debug(
        { requestId: id, method: request.method, path: pathOf(request), status: response.statusCode, ms },
        'answered',
      )
    })
    next()
  }
}

/**
 * Addresses of pages may hold a secret (an invitation's token): of those only the first part is told. So may those of senders that can do
 * nothing else (/api/v1/hook/…), well spelt or not. The query string is never told.
 */
export function pathOf(request: Request): string {
  const [path = ''] = request.originalUrl.split('?')
  if (/\bhook\b/i.test(path)) return '/api/v1/hook/[hidden]'
  const shown = /^\/(api|assets|graphql)\b/.test(path) ? path : path.split('/', 2).join('/')
  return shown.replace(/whs_[^/]*/gi, '[hidden]')
}

/** A body that is not there in time ends its connection: the server's own limit is as long as the longest body of a sender may take. */
export function bodyInTime(milliseconds: number) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const timer = setTimeout(() => request.complete || request.socket.destroy(), milliseconds)
    const clear = () => clearTimeout(timer)
    request.once('end', clear).once('close', clear)
    next()
  }
}

/** An error as application/problem+json (RFC 9457), with the same codes as GraphQL. */
export function sendProblem(response: Response, error: AppError): void {
  const { code, extensions } = error
  const status = httpStatusOf[code]
  if (extensions.retryAfter !== undefined)
    response.setHeader('Retry-After', String(Math.max(1, Math.ceil(extensions.retryAfter))))
  response.status(status).type('application/problem+json')
  response.send(
    JSON.stringify({
      type: 'about:blank',
      title: titles[code],
      status,
      detail: error.message,
      requestId: requestIdOf(response),
      ...extensions,
    }),
  )
}

const titles: Record<ErrorCode, string> = {
  BAD_USER_INPUT: 'Bad request',
  UNAUTHENTICATED: 'Not authenticated',
  FORBIDDEN: 'Forbidden',
  NOT_FOUND: 'Not found',
  CONFLICT: 'Conflict',
  PAYLOAD_TOO_LARGE: 'Payload too large',
  UNSUPPORTED_MEDIA_TYPE: 'Unsupported media type',
  UNPROCESSABLE: 'Not acceptable as it is',
  RATE_LIMITED: 'Too many requests',
  INTERNAL: 'Internal error',
  UNAVAILABLE: 'Not available',
}

/** Last in the chain: whatever a REST route threw. */
export function problemHandler(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error)
    sendProblem(response, asAppError(error, log, { requestId: requestIdOf(response), path: pathOf(request) }))
  }
}

function asAppError(error: unknown, log: Log, about: { requestId: string; path: string }): AppError {
  if (error instanceof AppError) return error
  if (isDatabaseAway(error)) return new AppError('UNAVAILABLE', 'The database is away', { retryAfter: 2 })
  const status = (error as { status?: unknown }).status // body-parser and express name the caller's faults this way
  if (status === 413) return new AppError('PAYLOAD_TOO_LARGE', 'The body is too large')
  if (status === 415)
    return new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body has an encoding or type that is not read here')
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new AppError('BAD_USER_INPUT', 'The request cannot be read')
  log.error({ err: error, ...about }, 'unexpected error')
  return new AppError('INTERNAL', 'Internal error')
}

export interface Origins {
  /** The caller's address, behind the proxies that the operator trusts. */
  addressOf(request: IncomingMessage): string
  /** True for pages of ours (same origin, TOCSIN_PUBLIC_URL, TOCSIN_ALLOWED_ORIGINS). False without an Origin header. */
  isAllowedOrigin(request: IncomingMessage): boolean
  isSecure(request: IncomingMessage): boolean
  isTrustedProxy: (address: string, hop: number) => boolean
}

export function originsOf(config: Config): Origins {
  const isTrustedProxy = proxyaddr.compile(config.TOCSIN_TRUSTED_PROXIES)
  const named = new Set([
    ...config.TOCSIN_ALLOWED_ORIGINS,
    ...(config.TOCSIN_PUBLIC_URL ? [config.TOCSIN_PUBLIC_URL] : []),
  ])
  const forwarded = (request: IncomingMessage, name: string) => {
    const isProxied = isTrustedProxy(request.socket.remoteAddress ?? '', 0)
    const value = isProxied ? request.headers[name] : undefined
    return (Array.isArray(value) ? value[0] : value)?.split(',')[0]?.trim()
  }
  const isSecure = (request: IncomingMessage) =>
    'encrypted' in request.socket ||
    forwarded(request, 'x-forwarded-proto') === 'https' ||
    (config.TOCSIN_PUBLIC_URL?.startsWith('https:') ?? false)
  return {
    isTrustedProxy,
    isSecure,
    addressOf: (request) => proxyaddr(request, isTrustedProxy),
    isAllowedOrigin(request) {
      const { origin } = request.headers
      if (!origin) return false
      const host = forwarded(request, 'x-forwarded-host') ?? request.headers.host
      const isTls = 'encrypted' in request.socket || forwarded(request, 'x-forwarded-proto') === 'https'
      return named.has(origin) || origin === `${isTls ? 'https' : 'http'}://${host}`
    },
  }
}
