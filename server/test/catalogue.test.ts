import type { Db } from '../src/platform/database'
import type { Platform } from '../src/platform/context'
import { testPlatform } from './harness'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const catalogue = <Row>(sql: string, params: unknown[] = []) =>
  platform.database.asLogin((db: Db) => db.query<Row>(sql, params))

/** Tables that hang on a person or on the server instead of a tenant. Each has forced row security all the same, but for `node`, `installation` and `attack_technique`. */
const withoutTenant = ['tenant', 'app_user', 'session', 'node', 'installation', 'migrations', 'attack_technique']

const tables = () =>
  catalogue<{ name: string; forced: boolean; has_tenant: boolean }>(
    `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id' AND attnotnull) AS has_tenant
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  )

it('forces row security on every table that holds rows of tenants or people', async () => {
  const open = (await tables()).filter((table) => !table.forced).map((table) => table.name)
  expect(open.sort()).toEqual(['attack_technique', 'installation', 'migrations', 'node'])
})

it('has a tenant in every row of every other table', async () => {
  const without = (await tables()).filter((table) => !table.has_tenant).map((table) => table.name)
  expect(without.sort()).toEqual([...withoutTenant].sort())
})

it('puts the tenant first in every primary and unique key of a tenant table', async () => {
  const keys = await catalogue<{ name: string; first: string }>(
    `SELECT i.indexrelid::regclass::text AS name, a.attname AS first
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique AND c.relname <> ALL ($1)`,
    [withoutTenant],
  )
  expect(keys.length).toBeGreaterThan(8)
  expect(keys.filter((key) => key.first !== 'tenant_id')).toEqual([])
})

it('carries the tenant in every foreign key between tenant tables, so that none can cross tenants', async () => {
  const keys = await catalogue<{ name: string; columns: string[]; target: string }>(
    `SELECT conname AS name, confrelid::regclass::text AS target,
            (SELECT array_agg(attname::text ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS k(num, place)
             JOIN pg_attribute ON attrelid = conrelid AND attnum = num) AS columns
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid::regclass::text <> ALL ($1)`,
    [withoutTenant],
  )
  const betweenTenantTables = keys.filter((key) => key.target !== 'app_user')
  expect(betweenTenantTables.length).toBeGreaterThan(5)
  expect(betweenTenantTables.filter((key) => key.columns[0] !== 'tenant_id')).toEqual([])
})

it('grants no role more than the row policies foresee: no TRUNCATE, no rights for PUBLIC', async () => {
  const excess = await catalogue(
    `SELECT table_name, grantee, privilege_type FROM information_schema.table_privileges
     WHERE table_schema = 'public' AND (privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES') OR grantee = 'PUBLIC') AND grantee LIKE ANY ('{tocsin\\_app,tocsin\\_ingest,tocsin\\_reader,tocsin\\_lookup,PUBLIC}')`,
  )
  expect(excess).toEqual([])
})

it('lets no application role change or remove what is on record', async () => {
  const rights = await catalogue<{ privilege_type: string }>(
    `SELECT DISTINCT privilege_type FROM information_schema.table_privileges
     WHERE table_name IN ('audit_entry', 'history_entry') AND grantee LIKE 'tocsin\\_%' AND grantee <> session_user`,
  )
  expect(rights.map((right) => right.privilege_type).filter((right) => !['SELECT', 'INSERT'].includes(right))).toEqual(
    [],
  )
})

/** Functions that act with their owner's rights, and who may call them. All others belong to tocsin_lookup and are the application's. */
const ofTheQueue: Record<string, string[]> = {
  enqueue_job: ['tocsin_app', 'tocsin_ingest'],
  retry_job: ['tocsin_app'],
  renew_job: ['tocsin_app'],
}

it("gives functions with their owner's rights a fixed search_path, an owner without tables, and few callers", async () => {
  const functions = await catalogue<{ name: string; owner: string; config: string[] | null; callers: string[] }>(
    `SELECT proname AS name, proowner::regrole::text AS owner, proconfig AS config,
            ARRAY(SELECT role FROM unnest(ARRAY['public', 'tocsin_app', 'tocsin_ingest', 'tocsin_reader']) AS role
                  WHERE has_function_privilege(role, p.oid, 'EXECUTE')) AS callers
     FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
  )
  expect(functions.length).toBeGreaterThan(5)
  for (const one of functions) {
    const owner = one.name in ofTheQueue ? 'tocsin_jobs' : 'tocsin_lookup'
    const callers = ofTheQueue[one.name] ?? ['tocsin_app']
    expect(one).toMatchObject({ owner, config: ['search_path=public, pg_temp'], callers })
  }
  const owned = await catalogue(
    "SELECT relname FROM pg_class WHERE relowner::regrole::text IN ('tocsin_lookup', 'tocsin_jobs')",
  )
  expect(owned).toEqual([])
})

it("lets nobody but the queue's own role into the queue's schema", async () => {
  const [rights] = await catalogue(
    `SELECT ARRAY(SELECT role FROM unnest(ARRAY['tocsin_app', 'tocsin_ingest', 'tocsin_reader', 'tocsin_lookup', 'tocsin_jobs']) AS role
                  WHERE has_schema_privilege(role, 'graphile_worker', 'USAGE')) AS enter,
            ARRAY(SELECT DISTINCT privilege_type::text FROM information_schema.table_privileges
                  WHERE table_schema = 'graphile_worker' AND grantee LIKE 'tocsin\\_jobs' ORDER BY 1) AS do`,
  )
  expect(rights).toEqual({ enter: ['tocsin_jobs'], do: ['INSERT', 'SELECT', 'UPDATE'] })
})

it('opens to tocsin_jobs the jobs of those tenants alone that its transaction states', async () => {
  const [policy, ...others] = await catalogue<{ qual: string; with_check: string }>(
    "SELECT qual, with_check FROM pg_policies WHERE tablename = 'job' AND 'tocsin_jobs' = ANY (roles)",
  )
  expect(others).toEqual([])
  expect(policy?.with_check).toBe(policy?.qual)
  expect(policy?.qual).toMatch(/tenant_id = .*app\.tenant_id.* OR .*tenant_id = ANY .*app\.tenant_ids/s)
})
