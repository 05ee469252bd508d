import { gzipSync } from 'node:zlib'
import { heavyKinds, hostileBody, lightKinds, type HostileBody } from '../server/test/hostile-bodies'
import { keyDoor, requestTo, secretDoor, signedDoor, type Door } from '../server/test/hostile-doors'
import { rawPost } from '../server/test/raw-post'
import { answerTasks } from './worker'

/** Everything that proves whose a request is, as somebody has it who got hold of a sender's secrets. */
export interface HostileSecrets {
  tenant: string
  signing: { source: string; secret: string }
  key: string
  token: string
}

export interface HostileTask {
  url: string
  secrets: HostileSecrets
  bodies: number
  atOnce: number
  seed: number
}

export interface HostileResult {
  seconds: number
  /** How often each status was answered; `none` for a connection that ended without an answer. */
  statuses: Record<string, number>
  /** Answers of the gzip bombs that would unfold to 10 GiB, by door. */
  bombs: Record<string, string>
  /** How many were answered otherwise than they deserve, and the first of them. */
  unexpected: number
  unexpectedFirst: string[]
  /** The longest answer of each kind that took more than a second, in milliseconds. */
  slowest: Record<string, number>
}

answerTasks<HostileTask>((task) => new Hostile(task).run())

/** One body in fifty is work for whoever reads it; one in ten comes without a proof. */
const [heavyEvery, unprovenEvery] = [50, 10]
const memberMiB = 64
const members = 160

/** 10 GiB of zeros in 10 MB: members of one file, of which one is made. */
function bomb(): HostileBody {
  const member = gzipSync(Buffer.alloc(memberMiB * 1_048_576), { level: 9 })
  const bytes = Buffer.concat(Array.from({ length: members }, () => member))
  const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }
  return { kind: 'gzip bomb of 10 GiB', headers, bytes, framing: 'ONE_CHUNK', statuses: [413], items: [] }
}

type NamedDoor = [name: string, door: Door]

class Hostile {
  private readonly doors: NamedDoor[]
  private next = 0
  private readonly result: HostileResult = {
    seconds: 0,
    statuses: {},
    bombs: {},
    unexpected: 0,
    unexpectedFirst: [],
    slowest: {},
  }

  constructor(private readonly task: HostileTask) {
    const { tenant, signing, key, token } = task.secrets
    this.doors = [
      ['webhook', signedDoor(tenant, signing.source, signing.secret)],
      ['ingest', keyDoor(signing.source, key)],
      ['hook', secretDoor(token)],
    ]
  }

  async run(): Promise<HostileResult> {
    const startedAt = performance.now()
    const bombs = this.sendBombs()
    await Promise.all(Array.from({ length: this.task.atOnce }, () => this.keepSending()))
    await bombs
    return { ...this.result, seconds: (performance.now() - startedAt) / 1_000 }
  }

  private async sendBombs(): Promise<void> {
    const sent = bomb()
    for (const named of this.doors) this.result.bombs[named[0]] = await this.send(named, sent)
  }

  private async keepSending(): Promise<void> {
    for (let number = this.next++; number < this.task.bodies; number = this.next++) {
      const [name, door] = this.doors[number % this.doors.length] as NamedDoor
      const isProven = number % unprovenEvery !== 0
      await this.send([name, isProven ? door : unproven(door)], bodyOf(this.task.seed, number, isProven))
    }
  }

  private async send([name, door]: NamedDoor, sent: HostileBody): Promise<string> {
    const sentAt = performance.now()
    const { status } = await rawPost(this.task.url, requestTo(door, sent))
    const ms = performance.now() - sentAt
    const { statuses, slowest, unexpectedFirst } = this.result
    const told = String(status ?? 'none')
    statuses[told] = (statuses[told] ?? 0) + 1
    if (ms > Math.max(1_000, slowest[sent.kind] ?? 0)) slowest[sent.kind] = ms
    if (sent.statuses.includes(status)) return told
    this.result.unexpected++
    if (unexpectedFirst.length < 20) unexpectedFirst.push(`${sent.kind} at ${name}: ${told}`)
    return told
  }
}

function bodyOf(seed: number, number: number, isProven: boolean): HostileBody {
  const body = hostileBody(seed, number, number % heavyEvery === heavyEvery - 1 ? heavyKinds : lightKinds)
  // What is not proven is not looked at, but for its size and whether it is HTTP.
  return isProven
    ? body
    : { ...body, statuses: [401, 413, ...body.statuses.filter((one) => one === null || one === 431 || one === 400)] }
}

/** The same door with a proof that is none. */
const unproven = ({ path, proof }: Door): Door => ({
  path: path.replace(/whs_.{8}/, 'whs_00000000'),
  proof: (bytes) =>
    Object.fromEntries(Object.entries(proof(bytes)).map(([name, value]) => [name, value.replace(/.{8}$/, '00000000')])),
})
