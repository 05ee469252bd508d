import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { adminUrl, createOwnDatabase } from '../scripts/own-database.mjs'
import { Fault } from '../scripts/project.mjs'
import { startEmbeddedPostgres } from '../server/src/platform/embedded-postgres'
import type { Engine, Options } from './options'

/** Where a process finds the database: plain data, so that it can be sent to another process. */
export interface Place {
  /** Data folder of the embedded database: open in one process at a time. */
  folder?: string
  url?: string
}

/** A database made for one run and removed after it. */
export interface Store {
  engine: Engine
  version: string
  place: Place
  /** What the server's environment says of it. */
  env: Record<string, string>
  drop(): Promise<void>
}

/** An open connection, and how to end it with all that was started for it. */
export interface Opened {
  client: Client
  close: () => Promise<void>
}

/** Connects to a store that no server holds. The login is what the server's own is: rows show only after a role is taken. */
export async function open({ folder, url }: Place): Promise<Opened> {
  const postgres = folder ? await startEmbeddedPostgres(join(folder, 'postgres')) : null
  const login = { user: 'postgres', password: 'postgres', database: 'postgres' }
  const client = new Client(postgres ? { host: postgres.socketFolder, ...login } : { connectionString: url })
  client.on('error', () => undefined) // an interrupted bench drops the database under it; the next statement says so
  await client.connect()
  const close = async () => {
    await client.end()
    await postgres?.stop()
  }
  return { client, close }
}

export type OwnerRole = 'tocsin_app' | 'tocsin_ingest'

/** Sets role and tenants until the end of the transaction, as the server does. */
export async function act(client: Client, role: OwnerRole, tenantIds: string[]): Promise<void> {
  await client.query(
    "SELECT set_config('role', $1, true), set_config('app.tenant_id', $2, true), set_config('app.tenant_ids', $3, true)",
    [role, tenantIds.length === 1 ? tenantIds[0] : '', `{${tenantIds.join(',')}}`],
  )
}

/** Runs `work` in one transaction of `role` over these tenants. */
export async function transact<T>(
  client: Client,
  role: OwnerRole,
  tenantIds: string[],
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN')
  try {
    await act(client, role, tenantIds)
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/** The engines that the options ask for. @throws Fault when Postgres is asked for and does not answer. */
export async function enginesOf({ database }: Options): Promise<Engine[]> {
  if (database === 'embedded') return ['embedded']
  const fault = await reachable()
  if (fault !== null && database !== 'auto') throw new Fault(`Postgres does not answer (set DATABASE_URL): ${fault}`)
  if (fault !== null) console.log(`Only the embedded database: Postgres does not answer (${fault}).`)
  if (fault !== null) return ['embedded']
  return database === 'postgres' ? ['postgres'] : ['embedded', 'postgres']
}

async function reachable(): Promise<string | null> {
  const client = new Client({ connectionString: adminUrl(), connectionTimeoutMillis: 3_000 })
  try {
    await client.connect()
    await client.end()
    return null
  } catch (error) {
    return (error as Error).message || (error as NodeJS.ErrnoException).code || 'no answer'
  }
}

export const createStore = (engine: Engine): Promise<Store> =>
  engine === 'embedded' ? embeddedStore() : postgresStore()

async function embeddedStore(): Promise<Store> {
  const installed = join(dirname(createRequire(__filename).resolve('@electric-sql/pglite')), '../package.json')
  const { version } = JSON.parse(await readFile(installed, 'utf8')) as { version: string }
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'))
  return {
    engine: 'embedded',
    version: `PGlite ${version}`,
    place: { folder },
    env: { TOCSIN_DATA_DIR: folder },
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

async function postgresStore(): Promise<Store> {
  const { url, version, drop } = await createOwnDatabase('bench')
  return { engine: 'postgres', version: `Postgres ${version}`, place: { url }, env: { DATABASE_URL: url }, drop }
}
