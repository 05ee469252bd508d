import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult } from 'pg'
import type { Log } from './logger'

/** Where a database is: the folder of the embedded one's socket, or a connection URL. */
export interface DatabasePlace {
  socketFolder?: string
  url?: string
}

interface PoolOptions extends DatabasePlace {
  max: number
  /** See {@link inTransactions}. */
  isOneBackend: boolean
  log: Log
}

/**
 * Connections beside the application's own, as the login itself, for the queue of jobs: its worker listens, takes and ends jobs by SQL of its
 * own. Handlers never get one; they go through inTenant like everybody.
 */
export function openPool({ url, socketFolder, max, isOneBackend, log }: PoolOptions): Pool {
  const where: PoolConfig = url
    ? { connectionString: url }
    : { host: socketFolder, user: 'postgres', password: 'postgres', database: 'postgres' }
  const limits = { max, connectionTimeoutMillis: 5_000, keepAlive: true }
  const pool = new Pool({ ...where, ...limits, application_name: 'tocsin jobs' })
  const lost = (error: Error) => log.warn({ err: error }, "a connection of the jobs' worker was lost")
  pool.on('error', lost)
  pool.on('connect', (client) => {
    client.on('error', lost) // one that is in use would end the process otherwise
    if (isOneBackend) inTransactions(client)
  })
  return pool
}

/**
 * Puts every statement with parameters into a transaction. PGlite takes the messages of all connections one by one: outside of a transaction
 * another's may come between the two of ours that prepare a statement and run it, and the statement is gone.
 */
function inTransactions(client: PoolClient): void {
  const ask = client.query.bind(client) as (statement: string | QueryConfig) => Promise<QueryResult>
  const inTransaction = async (statement: string | QueryConfig, params: unknown[] = []): Promise<QueryResult> => {
    const query = typeof statement === 'string' ? { text: statement, values: params } : statement
    if (!query.values?.length) return ask(query.text)
    await ask('BEGIN')
    try {
      const result = await ask(query)
      await ask('COMMIT')
      return result
    } catch (error) {
      await ask('ROLLBACK').catch(() => undefined) // the connection is gone, and with it the transaction
      throw error
    }
  }
  client.query = inTransaction as typeof client.query
}
