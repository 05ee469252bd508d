import { json, Router, type Request, type Response } from 'express'
import { register } from '../auth/register.service'
import type { SignInPayload } from '../auth/sign-in.input'
import { signIn } from '../auth/sign-in.service'
import { byKeyOrFirstSource } from '../ingest/entrance'
import { receive } from '../ingest/ingest.route'
import type { Context, Platform } from '../platform/context'
import { wantsPage, withKey } from './door'
import { withOldNames } from './old.answer'
import { oldAlerts, oldEvents, oldIncident } from './old.lists'
import { limitIn } from './query'

const bodyLimit = 16_384

/**
 * Doors of the systems that Tocsin replaces, for clients that are not changed yet (schema/openapi.json, "Compatibility"). To be mounted before
 * any body parser.
 *
 * @param callerOf who asks, with a jar for the session's cookie; refuses pages of other origins
 */
export function oldClientRoutes(
  platform: Platform,
  callerOf: (request: Request, response: Response) => Promise<Context>,
): Router {
  const router = Router()
  router.get('/', (request, response, next) => {
    response.vary('Accept')
    if (request.accepts(['html', 'json']) !== 'json') return next()
    response.json({ name: 'Tocsin', endpoints })
  })
  router.post(['/alerts', '/api/v1/webhook'], (request, response) => {
    const entrance = byKeyOrFirstSource(request, platform.config.TOCSIN_TENANT)
    return receive(platform, request, response, entrance, withOldNames)
  })
  router.get('/api/v1/incidents/:id', async (request: Request<{ id: string }>, response) => {
    const ctx = await withKey(platform, request, response, 'alert:read')
    response.json(await oldIncident(ctx, request.params.id))
  })
  router.get(['/alerts', '/api/v1/alerts'], async (request, response, next) => {
    if (wantsPage(request)) return next()
    const ctx = await withKey(platform, request, response, 'alert:read')
    const alerts = await oldAlerts(ctx, limitIn(request, 100, 1_000))
    response.json({ count: alerts.length, alerts })
  })
  router.get('/api/v1/events', async (request, response) => {
    const ctx = await withKey(platform, request, response, 'event:read')
    const events = await oldEvents(ctx, limitIn(request, 100, 1_000))
    response.json({ count: events.length, events })
  })
  router.post('/api/v1/auth/login', json({ limit: bodyLimit }), async (request, response) => {
    const { email, username, password } = fieldsOf(request.body)
    const ctx = await callerOf(request, response)
    response.json(signedIn(await signIn(ctx, { email: email || username, password })))
  })
  router.post('/api/v1/auth/register', json({ limit: bodyLimit }), async (request, response) => {
    const { email, username, name, password } = fieldsOf(request.body)
    const ctx = await callerOf(request, response)
    response.status(201).json(signedIn(await register(ctx, { email, name: name || username || email, password })))
  })
  return router
}

const endpoints = {
  'POST /api/v1/webhook/{source}': 'Receive alerts, signed',
  'POST /ingest': 'Receive signals from agents',
  'POST /agents/heartbeat': 'Receive heartbeats from agents',
  'GET /signals': 'List and filter signals',
  'PATCH /signals/{id}/status': 'Update the status of a signal',
  'GET /agents': 'List agents with their latest heartbeats',
  'GET /stats': 'Get statistics',
  'GET /health': 'Health check',
  'POST /graphql': 'Everything else',
  'GET /docs': 'The manual',
}

/** Texts of a body; what is none counts as blank, which the services refuse in their own words. */
function fieldsOf(body: unknown) {
  const given = (body ?? {}) as Record<string, unknown>
  const text = (name: string): string => (typeof given[name] === 'string' ? given[name] : '')
  return { email: text('email'), username: text('username'), name: text('name'), password: text('password') }
}

/** The session itself is the cookie beside it: programs that want none take an API key. */
const signedIn = ({ viewer }: SignInPayload) => ({
  ...{ user: viewer?.user && { id: viewer.user.id, email: viewer.user.email, name: viewer.user.name } },
  ...{ role: viewer?.role ?? null, tenant: viewer?.tenant?.slug ?? null },
  must_change_password: viewer?.mustChangePassword ?? false,
})
