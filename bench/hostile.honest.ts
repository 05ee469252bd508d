import { createHmac } from 'node:crypto'
import { HttpLine } from './http-line'
import { itemOf } from './ingest.item'
import { percentilesOf, type Percentiles } from './percentiles'
import type { Sender } from './server'
import { answerTasks } from './worker'

/** Starts to send, until it is told to stop. */
export interface HonestStart {
  start: { url: string; sender: Sender; perSecond: number; run: string }
}

export interface HonestResult {
  /** Milliseconds from when a delivery was due to the end of its answer: one that had to wait for its turn is not left out. */
  latency: Percentiles
  statuses: Record<string, number>
  /** Numbers of the deliveries that were answered 202. */
  acknowledged: Int32Array
}

let current: Honest | null = null

answerTasks<HonestStart | { stop: true }>(async (task) => {
  if ('stop' in task) return current?.stop() ?? {}
  current = new Honest(task.start)
  return {}
})

/** Posts signed webhooks at a steady pace, whatever becomes of those before. */
class Honest {
  /** Used in turn, so that none is idle for so long that the server closes it. */
  private readonly idle: HttpLine[] = []
  private readonly underWay = new Set<Promise<void>>()
  private readonly latencies: number[] = []
  private readonly statuses: Record<string, number> = {}
  private readonly acknowledged: number[] = []
  private readonly startedAt = performance.now()
  private readonly timer = setInterval(() => this.sendDue(), 5)
  private sent = 0

  constructor(private readonly task: HonestStart['start']) {}

  async stop(): Promise<HonestResult> {
    clearInterval(this.timer)
    await Promise.all(this.underWay)
    for (const line of this.idle) line.close()
    const { latencies, statuses, acknowledged } = this
    return { latency: percentilesOf(latencies), statuses, acknowledged: Int32Array.from(acknowledged) }
  }

  private dueAt(number: number): number {
    return this.startedAt + (number * 1_000) / this.task.perSecond
  }

  private sendDue(): void {
    while (this.dueAt(this.sent) <= performance.now()) {
      const sending = this.send(this.sent++)
      this.underWay.add(sending)
      void sending.finally(() => this.underWay.delete(sending))
    }
  }

  private async send(number: number): Promise<void> {
    const status = await this.post(number)
    this.latencies.push(performance.now() - this.dueAt(number))
    this.statuses[status] = (this.statuses[status] ?? 0) + 1
    if (status === 202) this.acknowledged.push(number)
  }

  /** @returns 0 when the connection broke */
  private async post(number: number): Promise<number> {
    const { url, sender, run } = this.task
    const body = itemOf({ run, targets: 0 }, number)
    const signature = createHmac('sha256', sender.secret).update(body).digest('hex')
    try {
      const line = this.idle.shift() ?? (await HttpLine.open(url))
      const { status } = await line.send(
        `POST /api/v1/webhook/${sender.source} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n` +
          `X-Tenant: ${sender.tenant}\r\nX-Signature: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
      this.idle.push(line)
      return status
    } catch {
      return 0
    }
  }
}
