import { AsyncLocalStorage } from 'node:async_hooks'
import { join } from 'node:path'
import {
  DataSource,
  MigrationExecutor,
  QueryRunnerAlreadyReleasedError,
  type EntityManager,
  type ObjectLiteral,
  type QueryRunner,
} from 'typeorm'
import { openPool, type DatabasePlace } from './database-pool'
import { AppError, isDatabaseAway } from './errors'
import { installQueue } from './job.schema'
import type { Log } from './logger'
import { prepareRoles } from './roles'
import { SnakeNaming } from './snake-naming'
import { together, type Statement } from './statement'

/** What a transaction offers. Everything but SQL stays outside: on the embedded database one open transaction stops everybody. */
export interface Db {
  /** Rows of a statement, column names as in SQL. */
  query<Row = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<Row[]>
  /** Number of rows that a statement touched. */
  execute(sql: string, params?: unknown[]): Promise<number>
  /** Writes that do not see each other, all in one statement; see {@link together}. */
  write(statements: readonly Statement[]): Promise<void>
  /** Rows of a statement that selects all columns of the entity's table, as entities. */
  rows<T extends ObjectLiteral>(entity: new () => T, sql: string, params?: unknown[]): Promise<T[]>
  /** Tells {@link Database.onEnqueued} of a job once the transaction is committed. */
  enqueued(job: EnqueuedJob): void
  manager: EntityManager
}

export interface EnqueuedJob {
  tenantId: string
  id: string
}

/** Whom the transaction acts for. Row security reads exactly this. */
export interface Scope {
  tenantId?: string
  userId?: string
}

/** Registers work for after COMMIT: news must never tell of what may still be rolled back. */
export type After = (work: () => void | Promise<void>) => void
type Work<T> = (db: Db, after: After) => Promise<T>

/** Longest that one statement may run: nothing we do takes as long, and a stuck one must not hold a connection for ever. PGlite ignores it. */
const longestStatement = { statement_timeout: '30s' }

type Role = 'tocsin_app' | 'tocsin_ingest' | 'tocsin_reader'

/** Counts statements, so that a test can prove that a list is not N+1. */
export const statementCount = new AsyncLocalStorage<{ statements: string[] }>()

export interface DatabaseOptions extends DatabasePlace {
  connections: number
  log: Log
}

/** The one holder of the pool. All work goes through {@link inTenant}, {@link asUser}, {@link inTenants} or {@link lookUp}. */
export class Database {
  private readonly source: DataSource
  private readonly enqueueListeners = new Set<(job: EnqueuedJob) => void>()
  readonly isEmbedded: boolean
  /** PGlite, which is one backend to all its connections: ours, or one that somebody else serves (DATABASE_URL), as tests do. */
  isOneBackend = false

  constructor(private readonly options: DatabaseOptions) {
    this.isEmbedded = options.url === undefined
    this.source = new DataSource({
      type: 'postgres',
      ...(options.url
        ? { url: options.url }
        : { host: options.socketFolder, username: 'postgres', password: 'postgres', database: 'postgres' }),
      installExtensions: false,
      synchronize: false,
      namingStrategy: new SnakeNaming(),
      entities: [join(__dirname, `../**/*.entity${extension}`)],
      migrations: [join(__dirname, `../../../migrations/*${extension}`)],
      applicationName: 'tocsin',
      poolSize: options.connections,
      poolErrorHandler: (error: Error) => options.log.warn({ err: error }, 'database connection lost'),
      extra: { connectionTimeoutMillis: 5_000, idleTimeoutMillis: 0, keepAlive: true },
    })
  }

  async connect(): Promise<void> {
    if (this.source.isInitialized) return
    await guarded(async () => {
      await this.source.initialize()
      const [row] = await this.source.query<{ version: string }[]>('SELECT version()')
      this.isOneBackend = /PGlite/.test(row?.version ?? '')
    })
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy()
  }

  /** Runs `work` as the application in one tenant, for one person; both optional, and what is absent is invisible. */
  transaction<T>(scope: Scope, work: Work<T>): Promise<T> {
    return this.run('tocsin_app', { 'app.tenant_id': scope.tenantId ?? '', 'app.user_id': scope.userId ?? '' }, work)
  }

  /** Several tenants in one transaction: the ingest's group commit (writes), a provider's lists (reads). */
  acrossTenants<T>(role: 'tocsin_ingest' | 'tocsin_reader', tenantIds: string[], work: Work<T>): Promise<T> {
    return this.run(role, { 'app.tenant_ids': `{${tenantIds.join(',')}}` }, work)
  }

  /** Calls one of the functions that look before the tenant is known; see row-security.ts. */
  lookUp<Row = Record<string, unknown>>(name: `lookup_${string}`, params: unknown[]): Promise<Row[]> {
    const places = params.map((_, index) => `$${index + 1}`).join(', ')
    return this.run('tocsin_app', {}, (db) => db.query<Row>(`SELECT * FROM ${name}(${places})`, params))
  }

  private async run<T>(role: Role, settings: Record<string, string>, work: Work<T>): Promise<T> {
    const later: (() => void | Promise<void>)[] = []
    const runner = this.source.createQueryRunner()
    try {
      await guarded(async () => {
        await runner.connect()
        await runner.startTransaction()
        const all = { ...longestStatement, ...settings }
        const names = Object.keys(all)
        const calls = names.map((name, index) => `set_config('${name}', $${index + 2}, true)`)
        await runner.query(`SELECT ${["set_config('role', $1, true)", ...calls].join(', ')}`, [
          role,
          ...Object.values(all),
        ])
      })
      const enqueued = (job: EnqueuedJob) => void later.push(() => this.tellEnqueued(job))
      const result = await guarded(() => work(dbOf(runner, enqueued), (job) => later.push(job)))
      await guarded(() => runner.commitTransaction())
      this.runLater(later)
      return result
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined) // the connection is gone: so is the transaction
      throw error
    } finally {
      await runner.release()
    }
  }

  private runLater(later: (() => void | Promise<void>)[]): void {
    for (const job of later) {
      void (async () => job())().catch((error: unknown) =>
        this.options.log.error({ err: error }, 'work after commit failed'),
      )
    }
  }

  /** Hears of every job that this process enqueues, after COMMIT. Returns how to stop. */
  onEnqueued(listener: (job: EnqueuedJob) => void): () => void {
    this.enqueueListeners.add(listener)
    return () => this.enqueueListeners.delete(listener)
  }

  private tellEnqueued(job: EnqueuedJob): void {
    for (const listener of this.enqueueListeners) listener(job)
  }

  /** For migrations, the canary, a look at the catalogue and the queue of jobs: a transaction as the login itself, without a role. */
  async asLogin<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const enqueued = () => {
      throw new Error('Jobs belong to tenants')
    }
    return guarded(() => this.source.transaction((manager) => work(dbOf(manager.queryRunner as QueryRunner, enqueued))))
  }

  /** Connections of its own for the queue of jobs. Who asks for them ends them. */
  poolForJobs(connections: number): ReturnType<typeof openPool> {
    return openPool({ ...this.options, max: connections, isOneBackend: this.isOneBackend })
  }

  /**
   * Upkeep of the tables themselves, by the login that owns them, one server at a time. A lock is waited for a moment and no longer
   * (SQLSTATE 55P03), because everybody else would queue up behind it.
   */
  async alterTables<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.asLogin(async (db) => {
      await db.query("SELECT set_config('lock_timeout', '300ms', true)")
      await db.query('SELECT pg_advisory_xact_lock(7032)')
      return work(db)
    })
  }

  /** Brings the schema up to date in one transaction; nodes that start together wait for each other. Returns how many steps ran. */
  async migrate(): Promise<number> {
    return this.asLogin(async (db) => {
      await db.query('SELECT pg_advisory_xact_lock(7031)')
      await installQueue(db)
      const executor = new MigrationExecutor(this.source, db.manager.queryRunner)
      executor.transaction = 'none'
      if (await executor.getPendingMigrations().then((pending) => pending.length === 0)) return 0
      for (const statement of prepareRoles()) await db.query(statement)
      return (await executor.executePendingMigrations()).length
    })
  }

  /** Clears dead rows and renews what the planner knows. Postgres does it by itself; the embedded database has no autovacuum. */
  async vacuum(): Promise<void> {
    await guarded(() => this.source.query('VACUUM (ANALYZE)'))
  }

  /** Renews what the planner knows of some tables. Names are ours, never from outside. */
  async analyze(tables: readonly string[]): Promise<void> {
    await guarded(() => this.source.query(`ANALYZE ${tables.join(', ')}`))
  }

  async hasPendingMigrations(): Promise<boolean> {
    return guarded(() => this.source.showMigrations())
  }
}

const extension = __filename.slice(-3)

function dbOf(runner: QueryRunner, enqueued: Db['enqueued']): Db {
  const run = (sql: string, params?: unknown[]) => {
    statementCount.getStore()?.statements.push(sql)
    return runner.query(sql, params, true)
  }
  return {
    manager: runner.manager,
    enqueued,
    query: async <Row>(sql: string, params?: unknown[]) => (await run(sql, params)).records as Row[],
    execute: async (sql, params) => (await run(sql, params)).affected ?? 0,
    write: async (statements) => {
      const { sql, params } = together(statements)
      if (statements.length > 0) await run(sql, params)
    },
    rows: async (entity, sql, params) =>
      (await run(sql, params)).records.map((row: Record<string, unknown>) => entityOf(runner, entity, row)),
  }
}

/** A row with SQL's column names as an instance of the entity; columns the entity does not know are left out. */
function entityOf<T extends ObjectLiteral>(runner: QueryRunner, entity: new () => T, row: Record<string, unknown>): T {
  const made = new entity() as Record<string, unknown>
  for (const [property, column] of columnsOf(runner, entity)) if (column in row) made[property] = row[column]
  return made as T
}

const knownColumns = new WeakMap<object, [property: string, column: string][]>()

function columnsOf(runner: QueryRunner, entity: new () => ObjectLiteral): [property: string, column: string][] {
  let columns = knownColumns.get(entity)
  if (!columns) {
    columns = runner.connection
      .getMetadata(entity)
      .columns.map(({ propertyName, databaseName }) => [propertyName, databaseName])
    knownColumns.set(entity, columns)
  }
  return columns
}

/** Tells "the database is away" from a faulty statement, so that callers answer 503 and readiness turns false. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // TypeORM takes a runner away whose connection broke between two statements.
    const isAway = error instanceof QueryRunnerAlreadyReleasedError || isDatabaseAway(error)
    if (!(error instanceof AppError) && isAway) {
      throw new AppError('UNAVAILABLE', 'The database is away', { retryAfter: 2 }, { cause: error })
    }
    throw error
  }
}
