import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, sendWebhook, signIn } from '../client.mjs'
import { Fault } from '../project.mjs'
import { freePort, launchServer } from '../server-process.mjs'
import { Deliveries, faultsOf } from './deliveries.mjs'

export const ADMIN = 'admin@tocsin.local'
export const TENANT = 'default'

/** What a sender may be told when the world is at fault; 0 is a connection that broke. Anything else is the server's fault. */
const expected = new Set([202, 429, 503, 0])
const RESEND_MS = 90_000

export const pause = (ms) => new Promise((settle) => setTimeout(settle, ms))

/** Runs `work` with a folder that goes afterwards. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-chaos-'))
  chmodSync(folder, 0o711) // a Postgres of another user has its own folder in it
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A server, one who administers it, one source, and a book of what was sent and acknowledged. */
export class Stage {
  /** How often each status was answered. */
  answers = new Map()
  /** Marks of all items sent and of all acknowledged. */
  sent = new Set()
  acknowledged = new Set()
  /** Deliveries without a 202, to be sent again. */
  unanswered = []

  /**
   * @param settings environment of the server
   * @param command what starts it, when `npm start` will not do
   */
  static async open(settings, command) {
    const stage = new Stage()
    Object.assign(stage, { settings: { ...settings, PORT: `${await freePort()}` }, command })
    await stage.launch()
    try {
      stage.admin = await signIn(stage.url, TENANT, ADMIN, settings.TOCSIN_ADMIN_PASSWORD)
      stage.sender = await createSender(stage.admin)
      stage.hasLines = await takesLines(stage)
    } catch (error) {
      await stage.close()
      throw error
    }
    return stage
  }

  /** Starts the server, again too: at the same address, on the same data. */
  async launch() {
    this.server = await launchServer(this.settings, this.command)
    this.url = this.server.url
  }

  close() {
    return this.server.stop()
  }

  deliveries(word, sizeOf) {
    return new Deliveries(`${this.sender.source}-${word}`, { hasLines: this.hasLines, sizeOf })
  }

  /** Sends one delivery once. @returns its answer */
  async send(delivery) {
    for (const mark of delivery.marks) this.sent.add(mark)
    const told = await sendWebhook(this.url, this.sender, delivery.body, delivery.contentType)
    this.answers.set(told.status, (this.answers.get(told.status) ?? 0) + 1)
    if (!expected.has(told.status)) throw new Fault(`${delivery.marks[0]} ${this.tellFault(told)}`)
    if (told.status === 202) for (const mark of delivery.marks) this.acknowledged.add(mark)
    else this.unanswered.push(delivery)
    return told
  }

  /** Sends what had no 202 once more, until it has one. @returns how many there were */
  async sendAgain(clients) {
    const deadline = performance.now() + RESEND_MS
    const count = this.unanswered.length
    while (this.unanswered.length > 0) {
      if (performance.now() > deadline)
        throw new Fault(`${this.unanswered.length} deliveries are refused still: ${this.tellAnswers()}`)
      const round = this.unanswered.splice(0)
      await inParallel(clients, round, (delivery) => this.send(delivery))
      if (this.unanswered.length > 0) await pause(500)
    }
    return count
  }

  /** Compares what is stored of one run of deliveries with the book. @throws Fault that counts what is wrong */
  async verify(when, { prefix }) {
    const ofRun = (marks) => [...marks].filter((mark) => mark.startsWith(`${prefix}-`))
    const [events, alerts] = [
      await this.read(eventsQuery, 'events', prefix),
      await this.read(alertsQuery, 'alerts', prefix),
    ]
    const faults = faultsOf({ acknowledged: ofRun(this.acknowledged), sent: ofRun(this.sent), events, alerts })
    if (faults.length > 0) throw new Fault(`${when}: ${faults.join('; ')}`)
    return { events: events.length, alerts: alerts.length }
  }

  /** Page by page, as any client would. */
  async read(query, name, prefix) {
    const rows = []
    for (let after = null, more = true; more;) {
      const { nodes, pageInfo } = (await ask(this.admin, query, { prefix: `${prefix}-`, after }))[name]
      rows.push(...nodes)
      more = pageInfo.hasNextPage
      after = pageInfo.endCursor
    }
    return rows
  }

  tellFault({ status, answer }) {
    const complaints = this.server.output.split('\n').filter((line) => /"level":(?:"error"|"fatal"|50|60)/.test(line))
    const words = status === 'none' ? 'got no answer for a minute' : `was answered ${status}: ${JSON.stringify(answer)}`
    return [words, ...complaints.slice(0, 3)].join('\n')
  }

  tellAnswers() {
    const word = (status) => (status === 0 ? 'broken connections' : `× ${status}`)
    return [...this.answers].map(([status, count]) => `${count} ${word(status)}`).join(', ')
  }
}

const eventsQuery = `query Events($prefix: String!, $after: String) {
  events(first: 100, after: $after, filter: { title: { startsWith: $prefix } }) {
    nodes { title entity ingestedAt }
    pageInfo { hasNextPage endCursor }
  }
}`

const alertsQuery = `query Alerts($prefix: String!, $after: String) {
  alerts(first: 100, after: $after, filter: { entity: { startsWith: $prefix } }, orderBy: { field: NUMBER, direction: ASC }) {
    nodes { entity occurrences }
    pageInfo { hasNextPage endCursor }
  }
}`

/**
 * A source of its own, that folds by entity and has no limit that matters here: a 429 for too much of one source says nothing about loss.
 * It knows a body again for a day: sending again is part of the play.
 */
async function createSender(admin) {
  const slug = `chaos-${randomBytes(4).toString('hex')}`
  const { createWebhookSource: created } = await ask(
    admin,
    'mutation Create($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { source { id } secret } }',
    { input: { slug, name: 'Chaos' } },
  )
  await ask(admin, 'mutation Limit($input: UpdateSourceInput!) { updateSource(input: $input) { source { id } } }', {
    input: {
      id: created.source.id,
      ratePerSecond: 100_000,
      burst: 1_000_000,
      idempotencySeconds: 86_400,
      dedup: { fields: ['entity'] },
    },
  })
  return { tenant: TENANT, source: slug, secret: created.secret }
}

async function takesLines({ url, sender }) {
  const body = JSON.stringify({ source: 'chaos', severity: 'low', title: 'Try', entity: 'try' })
  const { status } = await sendWebhook(url, sender, body, 'application/x-ndjson')
  if (status !== 202 && status !== 415) throw new Fault(`NDJSON was answered ${status}`)
  return status === 202
}

/** Works through `items`, `width` at a time; the first failure ends it. */
export async function inParallel(width, items, work) {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

/**
 * Keeps sending while `play` breaks things, then sends again what had no 202 and compares.
 * @param play is given the stage; what it returns is told
 */
export async function underLoad(stage, { clients, word }, play) {
  const deliveries = stage.deliveries(word)
  let isOver = false
  const client = async () => {
    while (!isOver) {
      const { status } = await stage.send(deliveries.next())
      await pause(status === 202 ? 5 : 50) // steady rather than fast: what is stored is read again page by page
    }
  }
  const load = Promise.all(Array.from({ length: clients }, client)).finally(() => (isOver = true))
  load.catch(() => undefined) // told below, also when the play fails first
  const told = await play(stage, () => isOver).finally(() => (isOver = true))
  await load
  const again = await stage.sendAgain(clients)
  const { events, alerts } = await stage.verify(word, deliveries)
  return `${told}: ${stage.tellAnswers()}; ${again} sent again; ${events} items on ${alerts} alerts, none lost or doubled`
}
