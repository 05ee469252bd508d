import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
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

const adminUrl = (): string => process.env.DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'

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

/** An ordinary owner, since a superuser would pass every row policy without paying for it. */
async function postgresStore(): Promise<Store> {
  const admin = new Client({ connectionString: adminUrl() })
  await admin.connect()
  const name = `tocsin_bench_${randomBytes(4).toString('hex')}`
  const { isSuper, version } = await whoIs(admin)
  const url = new URL(adminUrl())
  if (isSuper) {
    Object.assign(url, { username: name, password: name })
    await admin.query(`CREATE ROLE ${name} LOGIN CREATEDB CREATEROLE PASSWORD '${name}'`)
  }
  await admin.query(`CREATE DATABASE ${name}${isSuper ? ` OWNER ${name}` : ''}`)
  url.pathname = `/${name}`
  const drop = async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    if (isSuper) await dropRole(admin, name)
    await admin.end()
  }
  return {
    engine: 'postgres',
    version: `Postgres ${version}`,
    place: { url: url.href },
    env: { DATABASE_URL: url.href },
    drop,
  }
}

async function whoIs(admin: Client): Promise<{ isSuper: boolean; version: string }> {
  const { rows } = await admin.query<{ is_super: boolean; version: string }>(
    "SELECT rolsuper AS is_super, current_setting('server_version') AS version FROM pg_roles WHERE rolname = session_user",
  )
  return { isSuper: rows[0]?.is_super ?? false, version: rows[0]?.version ?? '' }
}

/** With the memberships that migrating gave it. */
async function dropRole(admin: Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ granted: string; grantor: string }>(
    `SELECT roleid::regrole::text AS granted, grantor::regrole::text AS grantor FROM pg_auth_members WHERE member = $1::regrole`,
    [name],
  )
  for (const { granted, grantor } of rows)
    await admin.query(`REVOKE ${granted} FROM ${name} GRANTED BY ${grantor} CASCADE`)
  await admin.query(`DROP ROLE ${name}`)
}
