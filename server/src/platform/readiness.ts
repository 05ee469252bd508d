import type { Platform } from './context'
import { AppError } from './errors'
import type { PartState } from './pubsub'

export interface Readiness {
  status: 'ready' | 'not ready'
  parts: { database: PartState; migrations: PartState; pubsub: PartState }
}

const beatMs = 5_000
const silentMs = 20_000
/** A database that hangs is as good as none, and whoever asks for readiness must not hang with it. */
const patienceMs = 3_000

/** Knows whether this server can work: asks the database at most once a second, however often it is asked itself. */
export class ReadinessCheck {
  private last: { at: number; answer: Promise<Readiness> } | null = null
  private startFault: string | null = 'starting'
  private timer: NodeJS.Timeout | null = null
  private lonelyPeers = 0
  private probing: Promise<unknown> | null = null
  private hasUnwritten = false

  constructor(private readonly platform: Platform) {}

  /** The database is connected, migrated and proven. Starts telling other nodes of this one. */
  started(): void {
    this.startFault = null
    this.last = null // what was answered while starting no longer holds
    const beat = () => void this.beat().catch(() => undefined) // noted: it shows in the next answer
    void this.forgetTheDead()
      .catch(() => undefined)
      .then(beat)
    this.timer = setInterval(beat, beatMs)
  }

  notYet(why: string): void {
    this.startFault = why
  }

  get isStarted(): boolean {
    return this.startFault === null
  }

  async stop(): Promise<void> {
    if (!this.timer) return
    clearInterval(this.timer)
    const leaving = this.platform.database.transaction({}, (db) =>
      db.query('DELETE FROM node WHERE id = $1', [this.platform.nodeId]),
    )
    await isWithin(patienceMs, leaving).catch(() => undefined) // without it, the others find out by its silence
  }

  answer(): Promise<Readiness> {
    const now = Date.now()
    if (!this.last || now - this.last.at > 1_000) this.last = { at: now, answer: this.ask() }
    return this.last.answer
  }

  private async ask(): Promise<Readiness> {
    const database = await this.databaseState()
    const migrations: PartState = this.startFault ? { state: 'down', detail: this.startFault } : { state: 'up' }
    const parts = { database, migrations, pubsub: this.pubsubState() }
    const isReady = database.state === 'up' && migrations.state === 'up'
    return { status: isReady ? 'ready' : 'not ready', parts }
  }

  private async databaseState(): Promise<PartState> {
    if (this.startFault) return { state: 'down', detail: this.startFault }
    try {
      if (!(await isWithin(patienceMs, this.probe()))) return { state: 'down', detail: 'The database does not answer' }
      return { state: 'up', detail: this.platform.database.isEmbedded ? 'embedded' : 'Postgres' }
    } catch (error) {
      return { state: 'down', detail: error instanceof AppError ? error.message : 'The database answers with an error' }
    }
  }

  /**
   * One at a time: while the database hangs, each would hold another connection. Reading is asked; writing too as long as the last write
   * failed, since a full disk or a standby still reads.
   */
  private probe(): Promise<unknown> {
    const ask = (): Promise<unknown> =>
      this.hasUnwritten ? this.beat() : this.platform.database.transaction({}, (db) => db.query('SELECT 1'))
    return (this.probing ??= ask().finally(() => (this.probing = null)))
  }

  private pubsubState(): PartState {
    if (this.lonelyPeers === 0) return this.platform.news.state()
    const peers = `${this.lonelyPeers} other server${this.lonelyPeers === 1 ? '' : 's'}`
    return {
      state: 'degraded',
      detail: `${peers} on this database, but Redis is not shared by all: set the same REDIS_URL everywhere, or changes show on one node alone`,
    }
  }

  /** The embedded database's folder belongs to one process: whoever else is on record was killed. */
  private async forgetTheDead(): Promise<void> {
    if (this.platform.database.isEmbedded)
      await this.platform.database.transaction({}, (db) => db.query('DELETE FROM node'))
  }

  private async beat(): Promise<void> {
    this.hasUnwritten = true
    await this.leaveSign()
    this.hasUnwritten = false
  }

  /** Leaves a sign of life and counts the others. Two nodes need Redis between them; without, each sees only its own changes. */
  private async leaveSign(): Promise<void> {
    const { database, nodeId, news } = this.platform
    const [row] = await database.transaction({}, async (db) => {
      await db.query(
        `INSERT INTO node (id, has_redis) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seen_at = now(), has_redis = excluded.has_redis`,
        [nodeId, news.isShared],
      )
      await db.query("DELETE FROM node WHERE seen_at < now() - interval '1 hour'")
      return db.query<{ peers: number }>(
        `SELECT count(*)::int AS peers FROM node
         WHERE id <> $1 AND seen_at > now() - $2 * interval '1 millisecond' AND NOT (has_redis AND $3)`,
        [nodeId, silentMs, news.isShared],
      )
    })
    this.lonelyPeers = row?.peers ?? 0
  }
}

/** False when the work takes longer. @throws what the work throws in time */
async function isWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)))
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
