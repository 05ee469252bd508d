import { createHmac } from 'node:crypto'
import { HttpLine } from './http-line'
import { percentilesOf, type Percentiles } from './percentiles'
import type { Sender } from './server'
import { answerTasks } from './worker'

export interface LoadTask {
  url: string
  senders: Sender[]
  connections: number
  warmUpSeconds: number
  seconds: number
  /** Marks the alerts of this run: their entity is `<run>-<number>`. */
  run: string
}

export interface LoadResult {
  /** Answers with 202 within the measured time, per second. */
  rate: number
  /** Milliseconds from the first byte sent to the last received. */
  latency: Percentiles
  /** Every answer of the run, warm-up and end included, by status. */
  statuses: Record<string, number>
  /** Numbers of the alerts that were answered 202: each of them has to be in the database. */
  acknowledged: Int32Array
  /** Cores' worth of processor time that the generator itself took. */
  cores: number
  startedAt: number
  endedAt: number
}

answerTasks<LoadTask>(async (task) => new Load(task).run())

class Load {
  private sent = 0
  private readonly statuses: Record<string, number> = {}
  private readonly acknowledged: number[] = []
  private readonly latencies: number[] = []
  private readonly measureFrom: number
  private readonly measureTo: number
  private cpu = process.cpuUsage()

  constructor(private readonly task: LoadTask) {
    this.measureFrom = performance.now() + task.warmUpSeconds * 1_000
    this.measureTo = this.measureFrom + task.seconds * 1_000
  }

  async run(): Promise<LoadResult> {
    const { connections, url, warmUpSeconds, seconds } = this.task
    const lines = await Promise.all(Array.from({ length: connections }, () => HttpLine.open(url)))
    setTimeout(() => (this.cpu = process.cpuUsage()), warmUpSeconds * 1_000)
    await Promise.all(lines.map((line) => this.keepSending(line)))
    const { user, system } = process.cpuUsage(this.cpu)
    for (const line of lines) line.close()
    return {
      rate: this.latencies.length / seconds,
      latency: percentilesOf(this.latencies),
      statuses: this.statuses,
      acknowledged: Int32Array.from(this.acknowledged),
      cores: (user + system) / 1e6 / seconds,
      startedAt: this.measureFrom,
      endedAt: this.measureTo,
    }
  }

  private async keepSending(line: HttpLine): Promise<void> {
    while (performance.now() < this.measureTo) {
      const number = this.sent++
      const request = this.requestOf(number)
      const sentAt = performance.now()
      const { status } = await line.send(request)
      const answeredAt = performance.now()
      this.statuses[status] = (this.statuses[status] ?? 0) + 1
      if (status !== 202) continue
      this.acknowledged.push(number)
      if (answeredAt >= this.measureFrom && answeredAt < this.measureTo) this.latencies.push(answeredAt - sentAt)
    }
  }

  /** The common form of a delivery, about 400 bytes, different each time: nothing is answered from memory. */
  private requestOf(number: number): string {
    const sender = this.task.senders[number % this.task.senders.length]
    if (!sender) throw new Error('No sender')
    const body = JSON.stringify({
      source: 'edr',
      type: 'malware',
      severity: severities[number % severities.length],
      entity: `${this.task.run}-${number}`,
      title: 'Malware blocked on an endpoint',
      message: 'A file matched a known signature and was moved to quarantine before it ran.',
      source_ip: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
      event_time: '2026-01-02T03:04:05.678Z',
      raw: {
        file: '/srv/share/invoice.exe',
        process: 'explorer.exe',
        user: 'j.doe',
        engine: { name: 'av', version: '7.1.2' },
      },
    })
    const signature = createHmac('sha256', sender.secret).update(body).digest('hex')
    return (
      `POST /api/v1/webhook/${sender.source} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n` +
      `X-Tenant: ${sender.tenant}\r\nX-Signature: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    )
  }
}

const severities = ['low', 'medium', 'high', 'critical']
