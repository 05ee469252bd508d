import { createHmac } from 'node:crypto'
import { HttpLine } from './http-line'
import { bodyOf, contentTypeOf, itemOf, type Lot, type Shape } from './ingest.item'
import { percentilesOf, type Percentiles } from './percentiles'
import type { Sender } from './server'
import { answerTasks } from './worker'

export interface LoadTask extends Lot {
  url: string
  senders: Sender[]
  shape: Shape
  /** In one request. */
  items: number
  connections: number
  warmUpSeconds: number
  seconds: number
  /** How long a connection waits after an answer before it sends again; 0 when absent: as much as goes. */
  pauseMs?: number
}

export interface LoadResult {
  /** Items acknowledged within the measured time, per second. */
  rate: number
  /** Milliseconds from the first byte of a request sent to the last of its answer received. */
  latency: Percentiles
  /** Every answer of the run, warm-up and end included, by status. */
  statuses: Record<string, number>
  /** Numbers of the requests that were answered 202. Request n has the items from n × items on; each of them has to be in the database. */
  acknowledged: Int32Array
  /** Items of those requests that the answers did not call accepted. */
  notAccepted: number
  /** Cores' worth of processor time that the generator itself took. */
  cores: number
}

answerTasks<LoadTask>(async (task) => new Load(task).run())

class Load {
  private sent = 0
  private readonly statuses: Record<string, number> = {}
  private readonly acknowledged: number[] = []
  private notAccepted = 0
  private readonly latencies: number[] = []
  private readonly measureFrom: number
  private readonly measureTo: number
  private cpu = process.cpuUsage()

  constructor(private readonly task: LoadTask) {
    this.measureFrom = performance.now() + task.warmUpSeconds * 1_000
    this.measureTo = this.measureFrom + task.seconds * 1_000
  }

  async run(): Promise<LoadResult> {
    const { connections, url, warmUpSeconds, seconds, items } = this.task
    const lines = await Promise.all(Array.from({ length: connections }, () => HttpLine.open(url)))
    setTimeout(() => (this.cpu = process.cpuUsage()), warmUpSeconds * 1_000)
    await Promise.all(lines.map((line) => this.keepSending(line)))
    const { user, system } = process.cpuUsage(this.cpu)
    for (const line of lines) line.close()
    return {
      rate: (this.latencies.length * items) / seconds,
      latency: percentilesOf(this.latencies),
      statuses: this.statuses,
      acknowledged: Int32Array.from(this.acknowledged),
      notAccepted: this.notAccepted,
      cores: (user + system) / 1e6 / seconds,
    }
  }

  private async keepSending(line: HttpLine): Promise<void> {
    const { pauseMs = 0 } = this.task
    while (performance.now() < this.measureTo) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
      const number = this.sent++
      const request = this.requestOf(number)
      const sentAt = performance.now()
      const { status, body } = await line.send(request)
      const answeredAt = performance.now()
      this.statuses[status] = (this.statuses[status] ?? 0) + 1
      if (status !== 202) continue
      this.acknowledged.push(number)
      this.notAccepted += this.task.items - Number(/"accepted":(\d+)/.exec(body)?.[1] ?? 0)
      if (answeredAt >= this.measureFrom && answeredAt < this.measureTo) this.latencies.push(answeredAt - sentAt)
    }
  }

  /** A delivery that never was before: nothing is answered from memory. */
  private requestOf(number: number): string {
    const { senders, items, shape } = this.task
    const sender = senders[number % senders.length]
    if (!sender) throw new Error('No sender')
    const texts = Array.from({ length: items }, (_, index) => itemOf(this.task, number * items + index))
    const body = bodyOf(shape, texts)
    const signature = createHmac('sha256', sender.secret).update(body).digest('hex')
    return (
      `POST /api/v1/webhook/${sender.source} HTTP/1.1\r\nHost: bench\r\nContent-Type: ${contentTypeOf(shape)}\r\n` +
      `X-Tenant: ${sender.tenant}\r\nX-Signature: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    )
  }
}
