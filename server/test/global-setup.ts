import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { loadConfig, type Config } from '../src/platform/config'
import { Database } from '../src/platform/database'
import { prepareDatabase } from '../src/platform/database-start'
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres'
import { createLogger } from '../src/platform/logger'
import { roles } from '../src/platform/roles'

/** Where jest worker number n finds its own migrated database. */
export interface TestDatabase {
  socketFolder?: string
  url?: string
}

type Stop = () => Promise<void>
declare global {
  // jest hands globals of the set-up to the tear-down in no other way.
  var stopTestDatabases: Stop[]
}

/** One migrated database, copied once per jest worker: on the embedded Postgres, or on DATABASE_URL when it is set. */
export default async function globalSetup(jest: { maxWorkers: number }): Promise<void> {
  globalThis.stopTestDatabases = []
  const url = process.env.DATABASE_URL
  const databases = url ? await onPostgres(url, jest.maxWorkers) : await onEmbedded(jest.maxWorkers)
  process.env.TOCSIN_TEST_DATABASES = JSON.stringify(databases)
  console.log(
    `\nTests run on ${url ? 'Postgres (DATABASE_URL)' : 'the embedded database'} and ${process.env.REDIS_URL ? 'Redis' : 'no Redis'}.`,
  )
}

const log = createLogger('warn')
const embedded: Config = loadConfig({})

async function onEmbedded(workers: number): Promise<TestDatabase[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-test-'))
  globalThis.stopTestDatabases.push(() => rm(folder, { recursive: true, force: true }))
  const template = await startEmbeddedPostgres(join(folder, 'template'))
  await migrate({ socketFolder: template.socketFolder }, embedded)
  await template.stop()
  const databases: TestDatabase[] = []
  for (let worker = 1; worker <= workers; worker++) {
    await cp(join(folder, 'template'), join(folder, `${worker}`), { recursive: true })
    const postgres = await startEmbeddedPostgres(join(folder, `${worker}`))
    globalThis.stopTestDatabases.unshift(() => postgres.stop())
    databases.push({ socketFolder: postgres.socketFolder })
  }
  return databases
}

async function onPostgres(adminUrl: string, workers: number): Promise<TestDatabase[]> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  const run = `tocsin_test_${process.pid}`
  const url = await ordinaryOwner(admin, new URL(adminUrl), run)
  const named = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const names = Array.from({ length: workers }, (_, index) => `${run}_${index + 1}`)
  globalThis.stopTestDatabases.push(async () => {
    for (const name of [...names, `${run}_template`]) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    if (url.username === run) await admin.query(`REVOKE ${roles.join(', ')} FROM ${run}; DROP ROLE ${run}`)
    await admin.end()
  })
  const owner = decodeURIComponent(url.username)
  await admin.query(`CREATE DATABASE ${run}_template OWNER "${owner}"`)
  const config = loadConfig({
    DATABASE_URL: named(`${run}_template`),
    TOCSIN_SECRET_KEY: 'k'.repeat(32),
    TOCSIN_ADMIN_PASSWORD: 'p'.repeat(12),
  })
  await migrate({ url: config.DATABASE_URL }, config)
  for (const name of names) await admin.query(`CREATE DATABASE ${name} OWNER "${owner}" TEMPLATE ${run}_template`)
  return names.map((name) => ({ url: named(name) }))
}

/** A superuser would not notice faults of row security, so tests never run as one: an ordinary owner is made when needed. */
async function ordinaryOwner(admin: Client, url: URL, name: string): Promise<URL> {
  const { rows } = await admin.query<{ super: boolean }>(
    'SELECT rolsuper AS super FROM pg_roles WHERE rolname = session_user',
  )
  if (!rows[0]?.super) return url
  await admin.query(`CREATE ROLE ${name} LOGIN CREATEDB CREATEROLE PASSWORD '${name}'`)
  return Object.assign(new URL(url), { username: name, password: name })
}

async function migrate(where: TestDatabase, config: Config): Promise<void> {
  const database = new Database({ ...where, connections: 2, log })
  try {
    await prepareDatabase(database, config, log)
  } finally {
    await database.close()
  }
}
