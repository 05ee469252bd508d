import type { Request, Response } from 'express'
import type { Platform } from '../platform/context'
import { httpStatusOf, notFound } from '../platform/errors'
import { SenderGone, type BodyLimits } from './body'
import { byNames, findSource, type Entrance } from './entrance'
import { begin, type Progress } from './progress'
import { proofFault, proofOf } from './proofs/proof'
import { prove, proveByHeaders } from './prove'
import { refuse, sourceIsDisabled, unproven } from './refuse'
import { take, takeJson, type Reply } from './take'
import { Tools } from './tools'

/** What goes out. */
interface Sent extends Reply {
  status: number
  type: string
}

/** Everything that happens to a delivery between the request and its answer. */
export class Intake {
  private readonly tools: Tools
  private readonly underWay = new Set<Promise<void>>()

  constructor(
    private readonly platform: Platform,
    limits: BodyLimits,
  ) {
    this.tools = new Tools(platform, limits)
  }

  /** Takes a delivery. @param retell makes of the answer what the clients of another door expect */
  deliver(
    request: Request,
    response: Response,
    entrance: Entrance,
    retell = (text: string): string => text,
  ): Promise<void> {
    return this.answer(request, response, entrance, async (progress) => {
      const proven = await prove(this.tools, request, progress)
      const reply = await take(this.tools, request, progress, proven)
      return { status: 202, ...reply, text: retell(reply.text), type: 'application/json; charset=utf-8' }
    })
  }

  /** Answers a vendor that asks whether somebody is at home, if it proves whose it is. */
  greet(request: Request, response: Response, entrance: Entrance, text: string, type: string): Promise<void> {
    return this.answer(request, response, entrance, async (progress) => {
      const source = await proveByHeaders(this.tools, progress, (name) => request.get(name))
      this.tools.pace(source)
      return { outcome: 'HANDSHAKE', status: 200, type, text }
    })
  }

  private async answer(
    request: Request,
    response: Response,
    entrance: Entrance,
    work: (progress: Progress) => Promise<Sent>,
  ): Promise<void> {
    const answered = this.answerOrRefuse(request, response, begin(entrance), work)
    this.underWay.add(answered)
    await answered.finally(() => this.underWay.delete(answered))
  }

  private async answerOrRefuse(
    request: Request,
    response: Response,
    progress: Progress,
    work: (progress: Progress) => Promise<Sent>,
  ): Promise<void> {
    try {
      this.tools.mustBeOpen()
      const { status, type, text, outcome } = await work(progress)
      this.mayEnd(response)
      response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }).end(text)
      this.count(progress, outcome, status)
    } catch (error) {
      if (error instanceof SenderGone) return this.count(progress, 'GONE', 499)
      this.mayEnd(response)
      const refusal = refuse(this.platform, this.tools.refusals, { request, response, progress }, error)
      this.count(progress, 'REFUSED', httpStatusOf[refusal.code])
    } finally {
      progress.hold?.close()
    }
  }

  /**
   * Proven and checked like a stranger's, so that what works here works for the sender.
   *
   * @throws as the webhook answers
   */
  async deliverOwn(tenant: string, slug: string, body: Buffer): Promise<Reply> {
    const progress = begin(byNames(tenant, slug))
    const { platform, directory } = this.tools
    const { source } = (progress.found = await findSource(platform, directory, progress.entrance, () => undefined))
    if (!source) throw notFound('Source')
    if (!source.enabled) throw sourceIsDisabled()
    const shown = proofOf(source, body, Date.now())
    if (proofFault(source, shown, [body], Date.now()) !== null) throw unproven()
    this.tools.pace(source)
    const reply = await takeJson(this.tools, { source, header: shown.header }, body)
    this.count(progress, reply.outcome, 202)
    return reply
  }

  paceOwn(sourceId: string): void {
    this.tools.paceOwn(sourceId)
  }

  async drain(): Promise<void> {
    this.tools.isDraining = true
    await Promise.all(this.underWay) // a body that is still arriving is in flight too
    await this.tools.pipeline.drain()
  }

  async close(): Promise<void> {
    await this.tools.refusals.close()
    await this.tools.pipeline.close()
    this.tools.directory.close()
  }

  /** A sender that keeps its connection busy would hold up a stop: it is asked to open a new one, which reaches another node. */
  private mayEnd(response: Response): void {
    if (this.tools.isDraining) response.setHeader('Connection', 'close')
  }

  private count({ entrance: { endpoint }, startedAt }: Progress, outcome: string, status: number): void {
    const { webhooks, webhookSeconds } = this.platform.telemetry
    webhooks.inc({ endpoint, outcome, status: String(status) })
    webhookSeconds.observe({ outcome }, (performance.now() - startedAt) / 1_000)
  }
}
