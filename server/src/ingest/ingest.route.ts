import { Router, type Request, type Response } from 'express'
import type { Platform } from '../platform/context'
import { AppError } from '../platform/errors'
import { bodyLimits } from './body'
import { sendDelivery } from './delivery.route'
import { byKey, byNames, byToken, type Entrance } from './entrance'
import { Intake } from './intake'
import type { Reply } from './take'

const open = new WeakMap<Platform, Intake>()

/** The REST doors, to be mounted at /api/v1 before any body parser: signatures are over the raw bytes. */
export function ingestRoutes(platform: Platform, limits = bodyLimits): Router {
  const intake = new Intake(platform, limits)
  open.set(platform, intake)
  const router = Router()
  const byHeader = (request: Request<{ source: string }>) =>
    byNames(request.get('x-tenant') ?? '', request.params.source)
  router.post('/webhook/:source', (request, response) => intake.deliver(request, response, byHeader(request)))
  router.get('/webhook/:source', (request, response, next) =>
    isChallenge(request) ? meet(intake, request, response, byHeader(request)) : next(),
  )
  const byPath = ({ params }: Request<{ tenant: string; source: string }>) => byNames(params.tenant, params.source)
  router.post('/webhook/:tenant/:source', (request, response) => intake.deliver(request, response, byPath(request)))
  router.get('/webhook/:tenant/:source', (request, response, next) =>
    isChallenge(request) ? meet(intake, request, response, byPath(request)) : next(),
  )
  router.post('/hook/:token', (request, response) => {
    const entrance = byToken(request.params.token)
    const { validationToken } = request.query
    if (validationToken === undefined) return intake.deliver(request, response, entrance)
    return echo(intake, request, response, entrance)
  })
  router.get('/hook/:token', (request, response, next) =>
    isChallenge(request) ? meet(intake, request, response, byToken(request.params.token)) : next(),
  )
  router.post('/ingest', (request, response) => intake.deliver(request, response, byKey(request)))
  router.get('/deliveries/:id', (request, response) => sendDelivery(platform, request, response))
  return router
}

/** What other addresses lead to the same: they name the entrance, and may tell the answer in words of their own. */
export const receive = (
  platform: Platform,
  request: Request,
  response: Response,
  entrance: Entrance,
  retell?: (text: string) => string,
): Promise<void> => intakeOf(platform).deliver(request, response, entrance, retell)

const challengeIn = (request: Request) => request.get('x-okta-verification-challenge')
const isChallenge = (request: Request): boolean => challengeIn(request) !== undefined

/** Okta's one-time verification of an event hook: the challenge comes back as JSON. */
function meet(intake: Intake, request: Request, response: Response, entrance: Entrance): Promise<void> {
  const verification = (challengeIn(request) ?? '').slice(0, 1_024)
  return intake.greet(request, response, entrance, JSON.stringify({ verification }), 'application/json; charset=utf-8')
}

/** Microsoft Graph's validation of a new subscription: the token comes back as plain text, which no browser takes for a page. */
function echo(intake: Intake, request: Request, response: Response, entrance: Entrance): Promise<void> {
  const { validationToken } = request.query
  const text = typeof validationToken === 'string' ? validationToken.slice(0, 4_096) : ''
  return intake.greet(request, response, entrance, text, 'text/plain; charset=utf-8')
}

/** Takes no new delivery (503), and answers those that have begun to arrive. */
export const drainIngest = async (platform: Platform): Promise<void> => open.get(platform)?.drain()

/** Once no connection is left: saves what was refused to the very end. */
export const closeIngest = async (platform: Platform): Promise<void> => open.get(platform)?.close()

/** Where a delivery goes. */
export interface Address {
  tenant: string
  slug: string
}

/** A delivery that the platform makes itself: like any other, but for the network. @throws as the webhook answers */
export const deliverOwn = (platform: Platform, { tenant, slug }: Address, body: Buffer): Promise<Reply> =>
  intakeOf(platform).deliverOwn(tenant, slug, body)

/** @throws RATE_LIMITED when the platform was asked for more of its own deliveries than is of use. */
export const paceOwn = (platform: Platform, sourceId: string): void => intakeOf(platform).paceOwn(sourceId)

function intakeOf(platform: Platform): Intake {
  const intake = open.get(platform)
  if (!intake) throw new AppError('UNAVAILABLE', 'This process takes no deliveries')
  return intake
}
