import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { percentilesOf, type Percentiles } from './percentiles'
import type { Person } from './server'
import { answerTasks } from './worker'

export interface QueueTask {
  person: Person
  query: string
  /** One operation each; when there is one only, it is sent again and again for `seconds`. */
  variables: object[]
  clients: number
  warmUpSeconds: number
  seconds: number
}

export interface QueueResult {
  rate: number
  /** All requests of the task, warm-up included. */
  total: number
  latency: Percentiles
  /** The last answer, for the bench to see that the right thing was measured. */
  sample: unknown
  bytes: number
}

answerTasks<QueueTask>(async (task) => {
  const agent = new Agent({ keepAlive: true, maxSockets: task.clients })
  const result = task.variables.length === 1 ? await again(task, agent) : await once(task, agent)
  agent.destroy()
  return result
})

async function again(task: QueueTask, agent: Agent): Promise<QueueResult> {
  const from = performance.now() + task.warmUpSeconds * 1_000
  const to = from + task.seconds * 1_000
  const times: number[] = []
  let total = 0
  let last: Buffer = Buffer.alloc(0)
  const client = async () => {
    while (performance.now() < to) {
      total++
      const startedAt = performance.now()
      last = await post(task, agent, task.variables[0] ?? {})
      if (startedAt >= from) times.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: task.clients }, client))
  return { rate: times.length / task.seconds, total, latency: percentilesOf(times), ...readAnswer(last) }
}

/** The first tenth warms up. */
async function once(task: QueueTask, agent: Agent): Promise<QueueResult> {
  const queue = task.variables.entries()
  const startedAt = performance.now()
  const times: number[] = []
  let last: Buffer = Buffer.alloc(0)
  const client = async () => {
    for (const [index, variables] of queue) {
      const sentAt = performance.now()
      last = await post(task, agent, variables)
      readAnswer(last)
      if (index >= task.variables.length / 10) times.push(performance.now() - sentAt)
    }
  }
  await Promise.all(Array.from({ length: task.clients }, client))
  const rate = (task.variables.length / (performance.now() - startedAt)) * 1_000
  return { rate, total: task.variables.length, latency: percentilesOf(times), ...readAnswer(last) }
}

/** As a browser would: compressed, on connections kept open. */
function post({ person, query }: QueueTask, agent: Agent, variables: object): Promise<Buffer> {
  const body = JSON.stringify({ query, variables })
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'accept-encoding': 'gzip',
    cookie: person.cookie,
    'x-tenant': person.tenant,
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${person.url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const bytes = Buffer.concat(parts)
        if (response.statusCode !== 200)
          reject(new Error(`Answered ${response.statusCode}: ${textOf(bytes).slice(0, 300)}`))
        else resolve(bytes)
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const textOf = (bytes: Buffer): string => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')

function readAnswer(bytes: Buffer): { sample: unknown; bytes: number } {
  const { data, errors } = JSON.parse(textOf(bytes)) as { data: unknown; errors?: { message: string }[] }
  if (errors) throw new Error(`GraphQL: ${errors.map(({ message }) => message).join('; ')}`)
  return { sample: data, bytes: bytes.length }
}
