import 'reflect-metadata'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../server/src/platform/embedded-postgres'
import { countFrom, FloorBatch, type FloorDelivery } from './ingest.floor.batch'
import { itemsOf, type BenchItem, type Shape } from './ingest.item'
import type { Sender } from './server'
import type { Place } from './store'
import { answerTasks } from './worker'

/**
 * What the way into the database costs at least: Node's own HTTP server, the body read, the statements of the ingest in one transaction for
 * all that wait, 202 after COMMIT. No signature, no look-up, no rules, no framework.
 */
export type FloorTask = { start: FloorStart } | { stop: true }

export interface FloorStart {
  place: Place
  senders: Sender[]
  shape: Shape
  /** Under way at once. */
  transactions: number
  /** Alert numbers are given out from here. */
  firstNumber: number
}

export interface FloorStarted {
  url: string
}

export interface FloorStopped {
  batches: number
}

/** As the server's. */
const largest = { jobs: 500, items: 2_000 }
let stopFloor: () => Promise<FloorStopped> = async () => ({ batches: 0 })

answerTasks<FloorTask>(async (task) => ('start' in task ? start(task.start) : stopFloor()))

async function start({ place, senders, shape, transactions, firstNumber }: FloorStart): Promise<FloorStarted> {
  const { clients, closeDatabase } = await connect(place, transactions)
  countFrom(firstNumber)
  const senderOf = new Map(senders.map((sender) => [sender.tenant, sender]))
  const queue = new FloorQueue(clients)
  const server = createServer((request, response) => {
    const sender = senderOf.get(String(request.headers['x-tenant']))
    if (sender) receive(request, (body) => queue.add({ sender, body, items: read(shape, body), response }))
    else response.writeHead(401).end()
  })
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stopFloor = async () => {
    server.closeAllConnections()
    server.close()
    await closeDatabase()
    return { batches: queue.batches }
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function connect({ folder, url }: Place, count: number) {
  const postgres = folder ? await startEmbeddedPostgres(join(folder, 'postgres')) : null
  const login = { user: 'postgres', password: 'postgres', database: 'postgres' }
  const make = () => new Client(postgres ? { host: postgres.socketFolder, ...login } : { connectionString: url })
  const clients = Array.from({ length: count }, make)
  for (const client of clients) await client.connect()
  const closeDatabase = async () => {
    for (const client of clients) await client.end()
    await postgres?.stop()
  }
  return { clients, closeDatabase }
}

function receive(request: IncomingMessage, use: (body: Buffer) => void): void {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => use(Buffer.concat(parts)))
}

const read = (shape: Shape, body: Buffer) =>
  itemsOf(shape, body.toString('utf8')).map((text) => ({ text, value: JSON.parse(text) as BenchItem }))

type Waiting = FloorDelivery & { response: ServerResponse }

/** Deliveries that came while a transaction was under way go together in the next. */
class FloorQueue {
  batches = 0
  private waiting: Waiting[] = []
  private isScheduled = false
  private readonly idle: Client[]

  constructor(clients: Client[]) {
    this.idle = [...clients]
  }

  add(delivery: Waiting): void {
    this.waiting.push(delivery)
    this.schedule()
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.length === 0 || this.idle.length === 0) return
    this.isScheduled = true
    setImmediate(() => {
      this.isScheduled = false
      const client = this.idle.pop()
      if (client) void this.store(client, this.nextBatch())
      this.schedule()
    })
  }

  private nextBatch(): Waiting[] {
    let [jobs, items] = [0, 0]
    for (const delivery of this.waiting) {
      items += delivery.items.length
      if (jobs > 0 && (jobs === largest.jobs || items > largest.items)) break
      jobs++
    }
    return this.waiting.splice(0, jobs)
  }

  private async store(client: Client, deliveries: Waiting[]): Promise<void> {
    const batch = new FloorBatch(deliveries)
    await batch.store(client)
    this.batches++
    this.idle.push(client)
    this.schedule()
    for (const [index, { response }] of deliveries.entries()) {
      const answer = batch.answers[index] ?? ''
      response.writeHead(202, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
    }
  }
}
