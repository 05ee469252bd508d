import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Connections of the application to PGlite. It is one backend: more would only queue inside it instead of in our pool. */
export const embeddedConnections = 8

/** What its socket accepts: the application, the queue of jobs, and twice so, for tests that run two servers on one database. */
const socketConnections = 2 * (embeddedConnections + 1)

export interface EmbeddedPostgres {
  /** Folder of the Unix socket, for pg's `host`. */
  socketFolder: string
  stop(): Promise<void>
}

/**
 * Starts PGlite on `dataDir` behind a Unix socket that only this user can open (its one user is a superuser without a password).
 * @param onLost called when the database's thread ends by itself (out of memory, a fault in WebAssembly): nothing works without it.
 * @throws when the folder cannot be written or holds no database that PGlite can open.
 */
export async function startEmbeddedPostgres(dataDir: string, onLost = raise): Promise<EmbeddedPostgres> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const socketFolder = await mkdtemp(join(tmpdir(), 'tocsin-')) // created 0700
  const worker = new Worker(join(__dirname, 'embedded-postgres.worker.js'), {
    workerData: { dataDir, socketPath: join(socketFolder, '.s.PGSQL.5432'), connections: socketConnections },
    execArgv: [],
  })
  const removeSocket = () => rm(socketFolder, { recursive: true, force: true })
  try {
    await messageFrom(worker, 'ready')
  } catch (error) {
    await worker.terminate()
    await removeSocket()
    throw error
  }
  const lost = (why: unknown) => onLost(why instanceof Error ? why : new Error(`its thread ended with ${String(why)}`))
  worker.once('error', lost).once('exit', lost)
  return {
    socketFolder,
    async stop() {
      worker.off('error', lost).off('exit', lost)
      const stopped = messageFrom(worker, 'stopped')
      worker.postMessage('stop')
      await stopped
      await worker.terminate()
      await removeSocket()
    },
  }
}

function raise(why: Error): void {
  throw why
}

function messageFrom(worker: Worker, expected: 'ready' | 'stopped'): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The embedded database ended unexpectedly')))
    worker.once('message', (message: { failed?: string; ready?: boolean; stopped?: boolean }) =>
      message[expected] ? resolve() : reject(new Error(`The embedded database did not start: ${message.failed}`)),
    )
  })
}
