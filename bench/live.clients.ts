import { createHmac } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { HttpLine } from './http-line'
import { percentilesOf, type Percentiles } from './percentiles'
import type { Sender } from './server'
import { answerTasks } from './worker'

export interface LiveTask {
  url: string
  apiKey: string
  sender: Sender
  clients: number
  perSecond: number
  seconds: number
}

export interface LiveResult {
  /** Milliseconds from the 202 at the sender to the message at each client; 0 where the message came first. */
  latency: Percentiles
  sent: number
  /** Of `sent × clients` messages, those that did not come within five seconds. */
  missing: number
  resyncs: number
  closed: number
  connectSeconds: number
  /** Delay of this process's own event loop, which reads all clients' messages: part of what is measured. */
  clientLoopP99: number
  cores: number
}

const query = `subscription Queue { alertChanged { kind alertId matches changedFields alert {
  id key version title severity status entity product occurrences riskScore firstSeenAt lastSeenAt tags assignee { id name } source { id name } } } }`
const openingAtOnce = 50

answerTasks<LiveTask>(async (task) => new Clients(task).run())

/** All clients of the bench. They speak graphql-transport-ws by hand: two thousand full clients would take the machine for themselves. */
class Clients {
  private readonly sockets: WebSocket[] = []
  private readonly received = new Map<string, number[]>()
  private readonly acknowledgedAt = new Map<string, number>()
  private resyncs = 0
  private closed = 0

  constructor(private readonly task: LiveTask) {}

  async run(): Promise<LiveResult> {
    const { clients, perSecond, seconds } = this.task
    const startedAt = performance.now()
    for (let open = 0; open < clients; open += openingAtOnce) {
      await Promise.all(Array.from({ length: Math.min(openingAtOnce, clients - open) }, () => this.connect()))
    }
    const connectSeconds = (performance.now() - startedAt) / 1_000
    const line = await HttpLine.open(this.task.url)
    await this.warmUp(line)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const cpu = process.cpuUsage()
    await this.send(line, perSecond * seconds)
    const { user, system } = process.cpuUsage(cpu)
    delay.disable()
    await this.waitForAll()
    const result = {
      ...this.outcome(),
      connectSeconds,
      clientLoopP99: delay.percentile(99) / 1e6,
      cores: (user + system) / 1e6 / seconds,
    }
    line.close()
    for (const socket of this.sockets) socket.terminate()
    return result
  }

  private connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${this.task.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        perMessageDeflate: false,
      })
      this.sockets.push(socket)
      socket.on('open', () =>
        socket.send(JSON.stringify({ type: 'connection_init', payload: { apiKey: this.task.apiKey } })),
      )
      socket.on('error', reject)
      socket.on('close', (code) => {
        this.closed++
        reject(new Error(`The server closed a socket with ${code}`))
      })
      socket.on('message', (message: Buffer) => {
        const at = performance.now()
        const text = message.toString('latin1')
        if (text.includes('"type":"next"')) return this.take(text, at)
        if (text.includes('"type":"ping"')) return socket.send('{"type":"pong"}')
        if (!text.includes('"type":"connection_ack"')) return reject(new Error(text))
        socket.send(JSON.stringify({ id: 's', type: 'subscribe', payload: { query } }), () => resolve())
      })
    })
  }

  private take(text: string, at: number): void {
    if (text.includes('"kind":"RESYNC"')) this.resyncs++
    const alertId = /"alertId":"([^"]+)"/.exec(text)?.[1]
    if (!alertId) return
    const times = this.received.get(alertId)
    if (times) times.push(at)
    else this.received.set(alertId, [at])
  }

  /** Every client has had a message before the first that counts. */
  private async warmUp(line: HttpLine): Promise<void> {
    for (let index = 0; index < 20; index++) {
      const alertId = await this.sendAlert(line, -index)
      await pause(200)
      if (this.received.get(alertId)?.length === this.sockets.length && index >= 5) break
    }
    if (![...this.received.values()].some((times) => times.length === this.sockets.length))
      throw new Error('Not every client is told of alerts')
    this.received.clear()
    this.acknowledgedAt.clear()
    this.resyncs = 0
    await pause(1_000)
  }

  private async send(line: HttpLine, count: number): Promise<void> {
    const startedAt = performance.now()
    for (let index = 1; index <= count; index++) {
      const due = startedAt + (index * 1_000) / this.task.perSecond
      await pause(Math.max(0, due - performance.now()))
      await this.sendAlert(line, index)
    }
  }

  private async sendAlert(line: HttpLine, index: number): Promise<string> {
    const { sender } = this.task
    const body = JSON.stringify({
      source: 'edr',
      type: 'sign-in',
      severity: 'high',
      entity: `live-${index}`,
      title: `Alert ${index} ${process.pid}`,
    })
    const signature = createHmac('sha256', sender.secret).update(body).digest('hex')
    const { status, body: answer } = await line.send(
      `POST /api/v1/webhook/${sender.source} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n` +
        `X-Tenant: ${sender.tenant}\r\nX-Signature: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    const at = performance.now()
    const alertId = /"alertId":"([^"]+)"/.exec(answer)?.[1]
    if (status !== 202 || !alertId) throw new Error(`A webhook was answered ${status}: ${answer}`)
    this.acknowledgedAt.set(alertId, at)
    return alertId
  }

  private async waitForAll(): Promise<void> {
    for (let waited = 0; waited < 50 && this.missing() > 0; waited++) await pause(100)
  }

  private missing(): number {
    const came = [...this.acknowledgedAt.keys()].reduce((sum, id) => sum + (this.received.get(id)?.length ?? 0), 0)
    return this.acknowledgedAt.size * this.sockets.length - came
  }

  private outcome() {
    const times = [...this.acknowledgedAt].flatMap(([id, at]) =>
      (this.received.get(id) ?? []).map((came) => Math.max(0, came - at)),
    )
    return {
      latency: percentilesOf(times),
      sent: this.acknowledgedAt.size,
      missing: this.missing(),
      resyncs: this.resyncs,
      closed: this.closed,
    }
  }
}
