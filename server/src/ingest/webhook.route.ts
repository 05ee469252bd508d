import { Router, type Request, type Response } from 'express'
import type { Platform } from '../platform/context'
import { AppError, httpStatusOf, notFound } from '../platform/errors'
import { requestIdOf, sendProblem } from '../platform/http'
import { newId } from '../platform/ids'
import { SourceDirectory, type Found, type KnownSource } from '../sources/source.directory'
import { BodyReader, bodyLimits, endUnreadBody, SenderGone } from './body'
import { recognise } from './idempotency'
import { readPayload } from './payload'
import { Pipeline } from './pipeline'
import { proofFault, proofOf, type Shown } from './proof'
import { checkMediaType, readItems } from './read-items'
import { RefusalLog } from './refusals'
import type { Told } from './store'
import { TokenBuckets } from './token-bucket'

/** The REST shim, to be mounted at /api/v1 before any body parser: the signature is over the raw bytes. */
export function webhookRoutes(platform: Platform, limits = bodyLimits): Router {
  const webhook = new Webhook(platform, new BodyReader(limits))
  openWebhooks.set(platform, webhook)
  const router = Router()
  router.post('/webhook/:source', (request, response) =>
    webhook.answer(request, response, request.get('x-tenant') ?? '', request.params.source),
  )
  router.post('/webhook/:tenant/:source', (request, response) =>
    webhook.answer(request, response, request.params.tenant, request.params.source),
  )
  return router
}

/** Takes no new delivery (503), and answers those that have begun to arrive. */
export const drainIngest = async (platform: Platform): Promise<void> => openWebhooks.get(platform)?.drain()

/** Where a delivery goes. */
interface Address {
  tenant: string
  slug: string
}

/** A delivery that the platform makes itself: like any other, but for the network. @throws as the webhook answers */
export const deliverOwn = (platform: Platform, address: Address, body: Buffer): Promise<Told> =>
  webhookOf(platform).deliverOwn(address, body)

/** @throws RATE_LIMITED when the platform was asked for more of its own deliveries than is of use. */
export const paceOwn = (platform: Platform, sourceId: string): void => webhookOf(platform).paceOwn(sourceId)

function webhookOf(platform: Platform): Webhook {
  const webhook = openWebhooks.get(platform)
  if (!webhook) throw new AppError('UNAVAILABLE', 'This process takes no deliveries')
  return webhook
}

/** Once no connection is left: saves what was refused to the very end. */
export const closeIngest = async (platform: Platform): Promise<void> => openWebhooks.get(platform)?.close()

/** What is known of a request so far: a refusal says as much of it as there is. */
interface Progress extends Address {
  size: number
  startedAt: number
  found: Found | null
  /** For the tenant's admin alone. */
  reason: string | null
}

/** What could name a tenant or a source, well or badly spelt. Not NUL: Postgres' text cannot hold it. */
const possibleName = /^[^\x00-\x1f\x7f]{1,63}$/
const openWebhooks = new WeakMap<Platform, Webhook>()

class Webhook {
  private readonly directory: SourceDirectory
  private readonly pipeline: Pipeline
  private readonly refusals: RefusalLog
  private readonly buckets = new TokenBuckets()
  private readonly underWay = new Set<Promise<void>>()
  private isDraining = false

  constructor(
    private readonly platform: Platform,
    private readonly bodies: BodyReader,
  ) {
    this.directory = new SourceDirectory(platform)
    this.pipeline = new Pipeline(platform)
    this.refusals = new RefusalLog(platform)
  }

  async answer(request: Request, response: Response, tenant: string, slug: string): Promise<void> {
    const progress: Progress = { tenant, slug, size: 0, startedAt: performance.now(), found: null, reason: null }
    const answered = this.takeOrRefuse(request, response, progress)
    this.underWay.add(answered)
    await answered.finally(() => this.underWay.delete(answered))
  }

  private async takeOrRefuse(request: Request, response: Response, progress: Progress): Promise<void> {
    try {
      const told = await this.take(request, progress)
      this.mayEnd(response)
      const headers = {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(told.text),
      }
      response.writeHead(202, headers).end(told.text)
      this.count(progress, told.outcome, 202)
    } catch (error) {
      await this.refuse(request, response, progress, error)
    }
  }

  async drain(): Promise<void> {
    this.isDraining = true
    await Promise.all(this.underWay) // a body that is still arriving is in flight too
    await this.pipeline.drain()
  }

  async close(): Promise<void> {
    await this.refusals.close()
    await this.pipeline.close()
    this.directory.close()
  }

  /** A sender that keeps its connection busy would hold up a stop: it is asked to open a new one, which reaches another node. */
  private mayEnd(response: Response): void {
    if (this.isDraining) response.setHeader('Connection', 'close')
  }

  /** Nothing about the content is told before it is proven whose it is. */
  private async take(request: Request, progress: Progress): Promise<Told> {
    if (this.isDraining) throw new AppError('UNAVAILABLE', 'The server is stopping', { retryAfter: 2 })
    const body = await this.bodies.read(request)
    Object.assign(progress, { size: body.length, startedAt: performance.now() })
    progress.found = await this.find(progress)
    return this.takeBody(body, (name) => request.get(name), progress)
  }

  private takeBody(body: Buffer, header: Shown, progress: Progress): Promise<Told> {
    const source = progress.found?.source ?? null
    progress.reason = proofFault(source, header, body, Date.now())
    if (!source || progress.reason !== null) throw unproven()
    this.pace(source)
    checkMediaType(header('content-type'), header('content-encoding'))
    const recognised = recognise(source, newId(), body, header('idempotency-key'))
    const payload = readPayload(readItems(body), source)
    const weight = { items: payload.length, bytes: body.length }
    return this.pipeline.store({ source, payload, receivedAt: new Date(), ...weight, ...recognised })
  }

  /** Proven and checked like a stranger's, so that what works here works for the sender. */
  async deliverOwn(address: Address, body: Buffer): Promise<Told> {
    const found = await this.find(address)
    const progress = { ...address, size: body.length, startedAt: performance.now(), found, reason: null }
    if (!found.source) throw notFound('Source')
    if (!found.source.enabled) throw sourceIsDisabled()
    const told = await this.takeBody(body, proofOf(found.source, body), progress)
    this.count(progress, told.outcome, 202)
    return told
  }

  paceOwn(sourceId: string): void {
    const retryAfter = this.buckets.take(`own/${sourceId}`, { ratePerSecond: 0.2, burst: 5 }, Date.now())
    if (retryAfter > 0) throw new AppError('RATE_LIMITED', 'Wait a little before the next test', { retryAfter })
  }

  private pace(source: KnownSource): void {
    const retryAfter = this.buckets.take(source.id, source, Date.now())
    if (retryAfter > 0) throw new AppError('RATE_LIMITED', 'This source sends more than it may', { retryAfter })
  }

  private async find({ tenant, slug }: Address): Promise<Found> {
    const isKnowable = possibleName.test(tenant) && possibleName.test(slug)
    return isKnowable ? this.directory.find(tenant, slug) : { tenantId: null, source: null }
  }

  private async refuse(request: Request, response: Response, progress: Progress, error: unknown): Promise<void> {
    if (error instanceof SenderGone) return this.count(progress, 'GONE', 499)
    const refusal = error instanceof AppError ? error : new AppError('INTERNAL', 'Internal error', {}, { cause: error })
    endUnreadBody(request, response)
    this.mayEnd(response)
    sendProblem(response, refusal)
    this.count(progress, 'REFUSED', httpStatusOf[refusal.code])
    this.log(requestIdOf(response), progress, refusal)
    await this.keep(progress, refusal).catch((fault: unknown) =>
      this.platform.log.debug({ err: fault }, 'a refused delivery is not kept'),
    )
  }

  private log(requestId: string, { found, size, reason }: Progress, refusal: AppError): void {
    const { log } = this.platform
    const err = refusal.cause
    const facts = {
      requestId,
      source: found?.source?.id,
      size,
      code: refusal.code,
      reason: reason ?? refusal.message,
      err,
    }
    if (refusal.code === 'INTERNAL') log.error(facts, 'delivery failed')
    else log[refusal.code === 'UNAVAILABLE' ? 'warn' : 'info'](facts, 'delivery refused') // whose fault it is
  }

  /** A body that was too large or too slow is refused before anybody asked whose it is. */
  private async keep(progress: Progress, refusal: AppError): Promise<void> {
    const { tenantId, source } = progress.found ?? (await this.find(progress))
    if (tenantId === null) return
    const status = httpStatusOf[refusal.code]
    const answer = JSON.stringify({ status, code: refusal.code, detail: refusal.message })
    const reason = progress.reason ?? refusal.message
    this.refusals.add({
      tenantId,
      sourceId: source?.id ?? null,
      sourceSlug: progress.slug,
      size: progress.size,
      status,
      reason,
      answer,
    })
  }

  private count({ startedAt }: Progress, outcome: string, status: number): void {
    const { webhooks, webhookSeconds } = this.platform.telemetry
    webhooks.inc({ endpoint: 'webhook', outcome, status: String(status) })
    webhookSeconds.observe({ outcome }, (performance.now() - startedAt) / 1_000)
  }
}

/** For whom the source belongs to; a stranger is told less. */
export const sourceIsDisabled = () => new AppError('CONFLICT', 'The source is disabled: enable it first')

/** One answer, whatever of tenant, source and proof is wrong. */
const unproven = () =>
  new AppError('UNAUTHENTICATED', 'Unknown tenant or source, or the signature or token does not match')
