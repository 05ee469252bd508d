import type { Db } from '../src/platform/database'
import type { Platform } from '../src/platform/context'
import { testPlatform } from './harness'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const catalogue = <Row>(sql: string, params: unknown[] = []) =>
  platform.database.asLogin((db: Db) => db.query<Row>(sql, params))

/** Tables that hang on a person or on the server instead of a tenant. Each has forced row security all the same, but for `node` and `installation`. */
const withoutTenant = ['tenant', 'app_user', 'session', 'node', 'installation', 'migrations']

const tables = () =>
  catalogue<{ name: string; forced: boolean; has_tenant: boolean }>(
    `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id' AND attnotnull) AS has_tenant
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  )

it('forces row security on every table that holds rows of tenants or people', async () => {
  const open = (await tables()).filter((table) => !table.forced).map((table) => table.name)
  expect(open.sort()).toEqual(['installation', 'migrations', 'node'])
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

it('gives look-up functions a fixed search_path, an owner without tables, and nobody but the application', async () => {
  const functions = await catalogue<{ name: string; owner: string; config: string[] | null; public_may: boolean }>(
    `SELECT proname AS name, proowner::regrole::text AS owner, proconfig AS config, has_function_privilege('public', oid, 'EXECUTE') AS public_may
     FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
  )
  expect(functions.length).toBeGreaterThan(5)
  for (const one of functions) {
    expect(one).toMatchObject({ owner: 'tocsin_lookup', config: ['search_path=public, pg_temp'], public_may: false })
  }
})
