import type { IncomingMessage, Server } from 'node:http'
import { parse as parseCookie } from 'cookie'
import { GraphQLError, execute, type GraphQLSchema } from 'graphql'
import { CloseCode } from 'graphql-ws'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Context, Platform } from './context'
import { AppError } from './errors'
import { callersError, checkedDocument, publicError } from './graphql'
import { newId } from './ids'
import type { LiveEngine } from './live'
import { MessageBudget } from './live.pace'
import { onRightsChanged } from './rights'
import { shownIn } from './socket.credentials'

/** What a WebSocket shows of who it is. */
export interface Credentials {
  cookieToken: string | null
  authorization: string | null
  apiKey: string | null
  tenant: string | null
  address: string
  userAgent: string | null
}

export interface SocketOptions {
  schema: GraphQLSchema
  engine: LiveEngine
  cookieName: string
  isAllowedOrigin(request: IncomingMessage): boolean
  addressOf(request: IncomingMessage): string
  identify(credentials: Credentials, requestId: string): Promise<Context>
  /** The same for a connection that stays open: asking again is no use of the session, so an idle screen still runs out. */
  recheck(credentials: Credentials, requestId: string): Promise<Context>
  /** False until the database is ready: upgrades are answered 503. */
  isReady(): boolean
}

const closeCode = { goingAway: 1012, unauthorized: CloseCode.Unauthorized, forbidden: CloseCode.Forbidden }
/** Rights are read again this often; authenticate caches, so that 2,000 sockets of one session cost one look-up. */
const recheckMs = 5_000
const limits = {
  messageBytes: 1_048_576,
  initMs: 10_000,
  keepAliveMs: 20_000,
  operationsPerSocket: 100,
  goodbyeMs: 2_000,
}

interface Connected {
  credentials: Credentials
  context: Context
}

/** Serves graphql-transport-ws at /graphql: queries, mutations, and subscriptions through the live engine. */
export class GraphqlSockets {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes })
  private readonly connected = new Map<WebSocket, Connected>()
  private readonly disposable: { dispose(): void | Promise<void> }
  private readonly timer: NodeJS.Timeout
  private readonly stopNews: () => void

  constructor(
    private readonly platform: Platform,
    private readonly options: SocketOptions,
  ) {
    this.disposable = useServer<Record<string, unknown>>(
      {
        connectionInitWaitTimeout: limits.initMs,
        onConnect: ({ connectionParams, extra }) => this.connect(extra, connectionParams ?? {}),
        onDisconnect: ({ extra }) => void this.connected.delete(extra.socket),
        onSubscribe: ({ extra, subscriptions }, _id, payload) =>
          this.start(extra, Object.keys(subscriptions).length, payload),
        onNext: (_ctx, _id, _payload, args, result) =>
          result.errors
            ? { ...result, errors: result.errors.map((error) => this.format(error, args.contextValue as Context)) }
            : undefined,
        onError: ({ extra }, _id, _payload, errors) =>
          errors.map((error) => this.format(error, this.connected.get(extra.socket)?.context)),
        subscribe: (args) => this.options.engine.subscribe(args),
        execute,
      },
      this.server,
      limits.keepAliveMs,
    )
    this.timer = setInterval(() => void this.recheck(), recheckMs)
    this.stopNews = onRightsChanged(platform.news, (id) => setImmediate(() => void this.recheck(id))) // caches drop first
  }

  attach(http: Server): void {
    http.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy()) // Node lets go of an upgraded socket: a reset that nobody hears would end the process
      const path = (request.url ?? '').split('?')[0]
      if (path !== '/graphql') return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
      if (!this.options.isReady())
        return void socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\n\r\n')
      this.server.handleUpgrade(request, socket, head, (upgraded) => {
        this.platform.telemetry.liveConnections.inc()
        upgraded.on('close', () => this.platform.telemetry.liveConnections.dec())
        this.server.emit('connection', upgraded, request)
      })
    })
  }

  /** Closes every socket with a code that makes clients come back. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.stopNews()
    for (const socket of this.server.clients) socket.close(closeCode.goingAway, 'The server restarts')
    const timer = setTimeout(() => this.cutOff(), limits.goodbyeMs)
    await this.disposable.dispose()
    clearTimeout(timer)
  }

  /** Who does not answer the goodbye (asleep, not reading) must not hold up the stop. */
  private cutOff(): void {
    for (const socket of this.server.clients) socket.terminate()
  }

  private async connect(extra: Extra, params: Record<string, unknown>): Promise<boolean> {
    const credentials = this.credentialsOf(extra.request, params)
    try {
      const context = await this.options.identify(credentials, newId())
      if (!context.viewer) return this.refuse(extra.socket, closeCode.unauthorized, 'Sign in, or send an API key')
      this.connected.set(extra.socket, { credentials, context: { ...context, budget: new MessageBudget() } })
      return true
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const code =
        error.code === 'UNAVAILABLE'
          ? closeCode.goingAway
          : error.code === 'UNAUTHENTICATED'
            ? closeCode.unauthorized
            : closeCode.forbidden
      return this.refuse(extra.socket, code, error.message)
    }
  }

  /** A key needs no origin; a cookie counts only from pages of ours, since browsers send it along from any. */
  private credentialsOf(request: IncomingMessage, params: Record<string, unknown>): Credentials {
    const shown = shownIn(params, request.headers)
    const cookie = this.options.isAllowedOrigin(request)
      ? parseCookie(request.headers.cookie ?? '')[this.options.cookieName]
      : undefined
    return {
      ...shown,
      cookieToken: shown.apiKey || shown.authorization ? null : (cookie ?? null),
      address: this.options.addressOf(request),
      userAgent: request.headers['user-agent']?.slice(0, 512) ?? null,
    }
  }

  private refuse(socket: WebSocket, code: number, reason: string): boolean {
    socket.close(code, reason.slice(0, 120))
    return false
  }

  private start(
    extra: Extra,
    running: number,
    payload: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
  ) {
    const connected = this.connected.get(extra.socket)
    if (!connected) return refusal(new AppError('UNAUTHENTICATED', 'Sign in, or send an API key'))
    if (running > limits.operationsPerSocket) {
      return refusal(
        new AppError('RATE_LIMITED', `At most ${limits.operationsPerSocket} operations at once`, { retryAfter: 1 }),
      )
    }
    const document = checkedDocument(this.options.schema, payload.query)
    if (!('kind' in document)) return document
    const contextValue: Context = { ...connected.context, requestId: newId(), remembers: false }
    return {
      schema: this.options.schema,
      document,
      operationName: payload.operationName,
      variableValues: payload.variables,
      contextValue,
    }
  }

  private format(thrown: GraphQLError, context: Context | undefined) {
    const error = callersError(thrown)
    return publicError(this.platform.log, error.toJSON(), error, context?.requestId ?? newId())
  }

  /** Who lost rights is closed with 4403; who gained some comes back for them. @param of one person or key; null asks for all. */
  private async recheck(of: string | null = null): Promise<void> {
    const concerned = [...this.connected].filter(([, { context }]) => of === null || context.viewer?.id === of)
    await Promise.all(
      concerned.map(async ([socket, { credentials, context }]) => {
        const now = await this.options.recheck(credentials, context.requestId).catch((error: unknown) => error)
        if (now instanceof AppError && now.code === 'UNAVAILABLE') return
        if (now instanceof Error || !sameRights(now as Context, context))
          socket.close(closeCode.forbidden, 'Rights have changed')
      }),
    )
  }
}

const refusal = (error: AppError): GraphQLError[] => [new GraphQLError(error.message, { originalError: error })]

function sameRights(a: Context, b: Context): boolean {
  const rights = (ctx: Context) =>
    [ctx.viewer?.id, ctx.tenant?.id, ctx.viewer?.isOperator, ...[...(ctx.viewer?.permissions ?? [])].sort()].join(' ')
  return a.viewer !== null && rights(a) === rights(b)
}
