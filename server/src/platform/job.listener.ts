import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database'

type PgPool = ReturnType<Database['poolForJobs']>

const againAfterMs = 1_000

/**
 * Hears from Postgres of jobs that any server enqueues. What is missed while the connection is away, the workers' next look finds.
 * Our own, because graphile-worker's releases its connection twice when that breaks at the wrong moment, which ends the process.
 */
export class JobListener {
  private readonly over = new AbortController()
  private readonly listening: Promise<void>

  constructor(
    private readonly pool: PgPool,
    private readonly onJob: () => void,
  ) {
    this.listening = this.keepListening()
  }

  async stop(): Promise<void> {
    this.over.abort()
    await this.listening
  }

  private async keepListening(): Promise<void> {
    const { signal } = this.over
    while (!signal.aborted) {
      await this.listenOnce().catch(() => undefined) // the database is away: its other users tell
      await sleep(againAfterMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Until the connection breaks, or all is over. */
  private async listenOnce(): Promise<void> {
    const client = await this.pool.connect()
    try {
      const ended = new Promise<void>((resolve) => {
        client.once('end', resolve)
        client.once('error', () => resolve())
        this.over.signal.addEventListener('abort', () => resolve(), { once: true })
        if (this.over.signal.aborted) resolve()
      })
      client.on('notification', this.onJob)
      await Promise.race([client.query('LISTEN "jobs:insert"'), ended])
      await ended
    } finally {
      client.release(true) // closed, not given back: it listens
    }
  }
}
