import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from 'pg'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../server/src/platform/embedded-postgres'
import { countFrom, FloorBatch, type Delivery } from './webhook.floor.sql'
import type { Sender } from './server'
import type { Place } from './store'
import { answerTasks } from './worker'

/**
 * What the webhook path costs at least: Node's own HTTP server, the body read, the statements of the ingest in one transaction for all that
 * wait, 202 after COMMIT. No signature, no look-up, no rules, no framework.
 */
export type FloorTask = { start: { place: Place; senders: Sender[]; transactions: number } } | { stop: true }

export interface FloorStarted {
  url: string
}

export interface FloorStopped {
  commits: number
}

const largestBatch = 500
let stopFloor: () => Promise<FloorStopped> = async () => ({ commits: 0 })

answerTasks<FloorTask>(async (task) => ('start' in task ? start(task.start) : stopFloor()))

async function start({
  place,
  senders,
  transactions,
}: {
  place: Place
  senders: Sender[]
  transactions: number
}): Promise<FloorStarted> {
  const { clients, closeDatabase } = await connect(place, transactions)
  countFrom(senders.length * 10_000_000)
  const senderOf = new Map(senders.map((sender) => [sender.tenant, sender]))
  const queue = new FloorQueue(clients)
  const server = createServer((request, response) => receive(request, response, senderOf, queue))
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stopFloor = async () => {
    server.closeAllConnections()
    server.close()
    await closeDatabase()
    return { commits: queue.commits }
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

function receive(
  request: IncomingMessage,
  response: ServerResponse,
  senders: Map<string, Sender>,
  queue: FloorQueue,
): void {
  const sender = senders.get(String(request.headers['x-tenant']))
  if (!sender) return void response.writeHead(401).end()
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const body = Buffer.concat(parts)
    const finding = JSON.parse(body.toString('utf8')) as Delivery['finding']
    queue.add({ sender, body, finding, response })
  })
}

/** Deliveries that came while a transaction was under way go together in the next. */
class FloorQueue {
  commits = 0
  private waiting: Delivery[] = []
  private isScheduled = false
  private readonly idle: Client[]

  constructor(clients: Client[]) {
    this.idle = [...clients]
  }

  add(delivery: Delivery): void {
    this.waiting.push(delivery)
    this.schedule()
  }

  private schedule(): void {
    if (this.isScheduled || this.waiting.length === 0 || this.idle.length === 0) return
    this.isScheduled = true
    setImmediate(() => {
      this.isScheduled = false
      const client = this.idle.pop()
      if (client) void this.store(client, this.waiting.splice(0, largestBatch))
      this.schedule()
    })
  }

  private async store(client: Client, deliveries: Delivery[]): Promise<void> {
    const batch = new FloorBatch(deliveries)
    await batch.store(client)
    this.commits++
    this.idle.push(client)
    this.schedule()
    for (const [index, { response }] of deliveries.entries()) {
      const answer = batch.answers[index] ?? ''
      response.writeHead(202, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
    }
  }
}
