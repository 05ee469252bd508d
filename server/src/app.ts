import type { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import compression from 'compression'
import { parse as parseCookie, serialize } from 'cookie'
import cors from 'cors'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import { authenticate } from './auth/authenticate'
import { agentClientRoutes } from './compat/agent.routes'
import { oldClientRoutes } from './compat/old.routes'
import { ingestRoutes } from './ingest/ingest.route'
import type { Context, Http, Platform } from './platform/context'
import { AppError, httpStatusOf } from './platform/errors'
import {
  bodyInTime,
  problemHandler,
  requestIdOf,
  requestLog,
  sendProblem,
  sessionCookie,
  type Origins,
} from './platform/http'
import type { ReadinessCheck } from './platform/readiness'
import { descriptions, explorerPage, screens } from './platform/screens'
import type { Credentials } from './platform/socket'

interface ServiceParts {
  platform: Platform
  readiness: ReadinessCheck
}

export interface AppParts extends ServiceParts {
  apollo: ApolloServer<Context>
  origins: Origins
}

/** Two megabytes: an alert's raw payload (1 MiB) inside a JSON string can double. */
const graphqlBytes = 2 * 1_048_576
const graphqlBodyMs = 60_000

/** Closed while the server starts, or its database is away. */
const doorsThatNeedTheDatabase = ['/api', '/graphql', '/ingest', '/signals', '/agents', '/stats', '/alerts']

/** Every HTTP door of a server that has them all, in order: the service's own, the senders', GraphQL, the screens. */
export function createApp(parts: AppParts): Express {
  const { platform, apollo, origins, readiness } = parts
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', origins.isTrustedProxy)
  app.use(requestLog(platform.log), securityHeaders(platform))
  serviceRoutes(app, parts)
  healthRoute(app, parts)
  app.use(doorsThatNeedTheDatabase, (request, response, next) => {
    if (readiness.isStarted) return next()
    const endpoint = /^(?:\/api\/v1)?\/(webhook|hook|ingest)\b/.exec(request.originalUrl)?.[1]
    if (endpoint) platform.telemetry.webhooks.inc({ endpoint, outcome: 'REFUSED', status: '503' })
    sendProblem(
      response,
      new AppError('UNAVAILABLE', 'The server is starting, or its database is away', { retryAfter: 2 }),
    )
  })
  app.use('/api/v1', ingestRoutes(platform))
  app.use(oldClientRoutes(platform, (request, response) => ownCaller(parts, request, response)))
  const agentClients = agentClientRoutes(platform)
  app.use(agentClients)
  app.use('/api/v1', agentClients)
  app.use('/api', (_request, response) => sendProblem(response, new AppError('NOT_FOUND', 'No such path')))
  app.use(compression())
  app.use(
    '/graphql',
    explorerPage(),
    cors({ origin: platform.config.TOCSIN_ALLOWED_ORIGINS, credentials: true, exposedHeaders: ['X-Request-Id'] }),
    bodyInTime(graphqlBodyMs),
    express.json({ limit: graphqlBytes }),
    identifyCaller(parts),
    expressMiddleware(apollo, { context: ({ res }) => Promise.resolve(callerOf(res)) }),
  )
  app.use(descriptions(), screens())
  app.use(problemHandler(platform.log))
  return app
}

/** The doors of a server that runs jobs alone. */
export function createServiceApp(parts: ServiceParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(requestLog(parts.platform.log), securityHeaders(parts.platform))
  serviceRoutes(app, parts)
  app.use((_request, response) =>
    sendProblem(response, new AppError('NOT_FOUND', 'No such path: this server runs jobs and serves nobody')),
  )
  app.use(problemHandler(parts.platform.log))
  return app
}

function serviceRoutes(app: Express, { platform, readiness }: ServiceParts): void {
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
  app.get('/readyz', async (_request, response) => {
    const answer = await readiness.answer()
    response.status(answer.status === 'ready' ? 200 : 503).json(answer)
  })
  app.get('/metrics', async (_request, response) => {
    response.type(platform.telemetry.registry.contentType).send(await platform.telemetry.registry.metrics())
  })
}

function healthRoute(app: Express, { readiness }: ServiceParts): void {
  app.get(['/api/v1/health', '/health'], async (_request, response) => {
    const { status, parts } = await readiness.answer()
    const word = status !== 'ready' ? 'unhealthy' : parts.pubsub.state === 'up' ? 'healthy' : 'degraded'
    response.status(status === 'ready' ? 200 : 503).json({ status: word, timestamp: new Date().toISOString() })
  })
}

function securityHeaders({ config }: Platform) {
  const isHttps = Boolean(config.TLS_CERT) || (config.TOCSIN_PUBLIC_URL?.startsWith('https:') ?? false)
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps ? undefined : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
}

async function httpContext(parts: AppParts, request: Request, response: Response): Promise<Context> {
  const { origins } = parts
  const mayUseCookie = !request.headers.origin || origins.isAllowedOrigin(request)
  const credentials: Credentials = {
    cookieToken: mayUseCookie ? (parseCookie(request.headers.cookie ?? '')[sessionCookie] ?? null) : null,
    authorization: request.get('authorization') ?? null,
    apiKey: request.get('x-api-key') ?? null,
    tenant: request.get('x-tenant') ?? null,
    address: origins.addressOf(request),
    userAgent: request.get('user-agent')?.slice(0, 512) ?? null,
  }
  const wantsFresh = request.get('cache-control') === 'no-cache'
  const http: Http = { wantsFresh, ...cookieJar(response, origins.isSecure(request)) }
  return identify(parts.platform, credentials, requestIdOf(response), http)
}

/** For REST doors that open a session: no page of another origin may make a browser use them. @throws FORBIDDEN */
function ownCaller(parts: AppParts, request: Request, response: Response): Promise<Context> {
  if (request.headers.origin && !parts.origins.isAllowedOrigin(request))
    throw new AppError('FORBIDDEN', 'This page is not one of those that may ask')
  return httpContext(parts, request, response)
}

const callers = new WeakMap<Response, Context>()

function callerOf(response: Response): Context {
  const context = callers.get(response)
  if (!context) throw new Error('The caller is identified before the operation is run')
  return context
}

/** Before GraphQL: a key that is none, or a tenant that is not theirs, is answered with its HTTP status, in GraphQL's shape. */
function identifyCaller(parts: AppParts) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    response.setHeader('Cache-Control', 'no-store')
    try {
      callers.set(response, await httpContext(parts, request, response))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, message, extensions } = error
      const requestId = requestIdOf(response)
      parts.platform.log[code === 'UNAVAILABLE' ? 'warn' : 'info']({ code, requestId }, message)
      response.status(httpStatusOf[code]).json({ errors: [{ message, extensions: { ...extensions, requestId } }] })
      return
    }
    next()
  }
}

/** Who asks, from what they show. @throws UNAUTHENTICATED for a key that is none, NOT_FOUND for a tenant that is not theirs. */
export async function identify(
  platform: Platform,
  credentials: Credentials,
  id: string,
  http: Http | null = null,
  ask = authenticate,
): Promise<Context> {
  const { viewer, tenant } = await ask(platform, credentials)
  const { address, userAgent } = credentials
  return { platform, requestId: id, viewer, tenant, address, userAgent, http, remembers: true }
}

function cookieJar(response: Response, secure: boolean): Omit<Http, 'wantsFresh'> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    setSessionCookie: (token, expires) =>
      void response.append('Set-Cookie', serialize(sessionCookie, token, { ...options, expires })),
    clearSessionCookie: () =>
      void response.append('Set-Cookie', serialize(sessionCookie, '', { ...options, maxAge: 0 })),
  }
}
