import { access, constants, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config'
import { randomSecret } from './crypto'
import { Database, type Db } from './database'
import { embeddedConnections, startEmbeddedPostgres } from './embedded-postgres'
import { sqlState } from './errors'
import { createWhole, lockFolder } from './folder-lock'
import type { Log } from './logger'
import { functionOwners, rolesForDba } from './roles'

/** A reason not to run that waiting will not mend. Its message is for the operator; the process ends with 1. */
export class StartRefused extends Error {}

export interface OpenedDatabase {
  database: Database
  /** Key that encrypts stored secrets: from the configuration, or generated once into the data folder when embedded. */
  secretKey: string
  close(): Promise<void>
}

/** Opens (not yet connects) the database that the configuration names. @throws StartRefused, FolderInUse */
export async function openDatabase(config: Config, log: Log): Promise<OpenedDatabase> {
  if (config.DATABASE_URL) {
    const database = new Database({ url: config.DATABASE_URL, connections: 10, log })
    return { database, secretKey: config.TOCSIN_SECRET_KEY ?? '', close: () => database.close() }
  }
  const folder = config.TOCSIN_DATA_DIR
  await assertWritable(folder)
  const unlock = await lockFolder(folder)
  try {
    const secretKey = config.TOCSIN_SECRET_KEY ?? (await keptSecretKey(folder))
    const postgres = await startEmbeddedPostgres(join(folder, 'postgres'), (why) => endWithoutDatabase(log, why))
    const database = new Database({ socketFolder: postgres.socketFolder, connections: embeddedConnections, log })
    const close = async () => {
      await database.close()
      await postgres.stop()
      await unlock()
    }
    return { database, secretKey, close }
  } catch (error) {
    await unlock()
    if (error instanceof StartRefused) throw error
    throw new StartRefused(`The embedded database in ${folder} could not be opened: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

/** What is committed is on disk: a new start finds it. Going on would only answer 503 for ever. */
function endWithoutDatabase(log: Log, why: Error): never {
  log.fatal({ err: why }, 'the embedded database ended: start the server again')
  process.exit(1)
}

async function assertWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartRefused(
      `The data folder ${folder} cannot be written (${(error as Error).message}). Set TOCSIN_DATA_DIR to one that can.`,
    )
  }
}

/** Written aside and linked into place, so that a crash or a full disk never leaves half a key. @throws StartRefused for a key that is none */
async function keptSecretKey(folder: string): Promise<string> {
  const file = join(folder, 'secret.key')
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (kept === null) {
    const key = randomSecret(48)
    await createWhole(file, `${key}\n`)
    return key
  }
  const key = kept.trim()
  if (key.length >= 32) return key
  throw new StartRefused(`${file} holds no key. Put the key back that was there, or stored secrets cannot be opened.`)
}

/** Connects, migrates and proves that row security holds. @throws StartRefused; UNAVAILABLE while the database is away. */
export async function prepareDatabase(database: Database, config: Config, log: Log): Promise<void> {
  await database.connect()
  const login = await database.asLogin(readLogin)
  if (login.version < 150_000) throw new StartRefused('The database is older than PostgreSQL 15, the oldest that works')
  if (!database.isEmbedded) refuseSuperuser(login, config)
  const steps = await migrateOrExplain(database, login)
  if (steps > 0) log.info({ steps }, 'database migrated')
  if (!database.isEmbedded && !login.is_super) await keepOwnersApart(database, login)
  await proveRowSecurity(database, login)
}

interface Login {
  name: string
  is_super: boolean
  bypasses: boolean
  version: number
}

async function readLogin(db: Db): Promise<Login> {
  const [login] = await db.query<Login>(
    `SELECT rolname AS name, rolsuper AS is_super, rolbypassrls AS bypasses, current_setting('server_version_num')::int AS version
     FROM pg_roles WHERE rolname = session_user`,
  )
  if (!login) throw new Error('The database does not name the session user')
  return login
}

function refuseSuperuser(login: Login, config: Config): void {
  if (!(login.is_super || login.bypasses) || config.TOCSIN_ALLOW_SUPERUSER) return
  throw new StartRefused(
    `The database login ${login.name} is a superuser or has BYPASSRLS, which switches the wall between tenants off. ` +
      'Use an ordinary role that owns the database, or set TOCSIN_ALLOW_SUPERUSER=1 if you know why.',
  )
}

async function migrateOrExplain(database: Database, login: Login): Promise<number> {
  try {
    return await database.migrate()
  } catch (error) {
    if (sqlState(error) !== '42501') throw error
    throw new StartRefused(
      `The database login ${login.name} lacks a right: ${(error as Error).message}.\nLet a DBA run this once, then start again:\n\n${rolesForDba(login.name)}\n`,
      { cause: error },
    )
  }
}

/**
 * Before Postgres 16 a login that inherits would see with the eyes of the roles that own functions. The membership is only needed while
 * migrating, so it is taken back; a login that may not do that must be NOINHERIT.
 */
async function keepOwnersApart(database: Database, login: Login): Promise<void> {
  await database.asLogin(async (db) => {
    for (const owner of functionOwners) {
      const inherits = async () =>
        (await db.query<{ yes: boolean }>(`SELECT pg_has_role(session_user, '${owner}', 'USAGE') AS yes`))[0]?.yes
      if (!(await inherits())) continue
      await db.query(
        `DO $$ BEGIN EXECUTE format('REVOKE ${owner} FROM %I', session_user); EXCEPTION WHEN insufficient_privilege THEN NULL; END $$`,
      )
      if (await inherits()) throw new StartRefused(`Let a DBA run: ALTER ROLE "${login.name}" NOINHERIT;`)
    }
  })
}

/** Tables that hold no tenant's rows. */
const shared = ['migrations', 'node', 'installation', 'attack_technique']

/**
 * The canary: with no tenant set, every table must look empty to every role that the server takes on (and to the login itself).
 * @throws StartRefused naming the tables that do not.
 */
async function proveRowSecurity(database: Database, login: Login): Promise<void> {
  const tables = await database.asLogin((db) =>
    db.query<{ name: string; forced: boolean }>(
      `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL ($1)`,
      [shared],
    ),
  )
  const faults = tables.filter((table) => !table.forced).map((table) => `${table.name} (row security is not forced)`)
  const roles = [
    'tocsin_app',
    'tocsin_ingest',
    'tocsin_reader',
    ...(login.is_super || login.bypasses ? [] : [login.name]),
  ]
  for (const role of roles)
    faults.push(
      ...(await visibleWithoutTenant(
        database,
        role,
        tables.map((table) => table.name),
      )),
    )
  if (faults.length > 0) throw new StartRefused(`Row security does not hold: ${faults.join(', ')}`)
}

async function visibleWithoutTenant(database: Database, role: string, tables: string[]): Promise<string[]> {
  return database.asLogin(async (db) => {
    await db.query("SELECT set_config('role', $1, true)", [role])
    const visible: string[] = []
    for (const table of tables) {
      const [row] = await db.query<{ may: boolean }>("SELECT has_table_privilege($1, 'SELECT') AS may", [table])
      if (!row?.may) continue
      const [seen] = await db.query<{ any: boolean }>(`SELECT EXISTS (SELECT FROM "${table}") AS any`)
      if (seen?.any) visible.push(`${table} (visible to ${role})`)
    }
    return visible
  })
}
