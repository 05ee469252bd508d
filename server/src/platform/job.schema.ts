import { EventEmitter } from 'node:events'
import { Logger, runMigrations, type SharedOptions } from 'graphile-worker'
import type { Db } from './database'

/** The schema of the queue's own tables. */
export const queueSchema = 'graphile_worker'

const silent = new Logger(() => () => undefined)

/**
 * Brings the queue's own tables up to date, inside the migration's transaction and thus under its lock. Left to itself graphile-worker
 * would open a connection of its own, which on the embedded database waits for ever behind the transaction that is open here.
 */
export async function installQueue(db: Db): Promise<void> {
  const client = { query: queryInSavepoints(db), release: () => undefined }
  const pool = Object.assign(new EventEmitter(), { connect: () => Promise.resolve(client), options: { max: 1 } })
  for (const event of ['error', 'connect']) pool.on(event, () => undefined) // it warns of a pool that nobody listens to
  const pgPool = pool as unknown as SharedOptions['pgPool'] // as little of a pool as its migrations use
  await runMigrations({ pgPool, schema: queueSchema, logger: silent })
}

interface Statement {
  text: string
  values?: unknown[]
}

/** BEGIN becomes a savepoint; so does every statement by itself, for the first one may fail: it asks whether there is anything at all. */
function queryInSavepoints(db: Db) {
  const words: Record<string, string> = {
    begin: 'SAVEPOINT queue_step',
    commit: 'RELEASE SAVEPOINT queue_step',
    rollback: 'ROLLBACK TO SAVEPOINT queue_step',
  }
  return async (statement: string | Statement, params?: unknown[]): Promise<{ rows: unknown[] }> => {
    const { text, values } = typeof statement === 'string' ? { text: statement, values: params } : statement
    const word = words[text]
    if (word) return { rows: await db.query(word) }
    await db.query('SAVEPOINT queue_statement')
    try {
      const rows = await db.query(text, values)
      await db.query('RELEASE SAVEPOINT queue_statement')
      return { rows }
    } catch (error) {
      await db.query('ROLLBACK TO SAVEPOINT queue_statement')
      throw (error as { driverError?: Error }).driverError ?? error // it reads the SQLSTATE from the driver's own error
    }
  }
}
