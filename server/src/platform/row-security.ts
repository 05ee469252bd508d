/**
 * The SQL that walls tenants off, written once for every table. Migrations call it in the same step that creates the table.
 *
 * Roles (all NOLOGIN NOBYPASSRLS): `tocsin_app` sees one tenant, `tocsin_ingest` and `tocsin_reader` a stated list of them,
 * `tocsin_lookup` owns the few functions that must look before the tenant is known.
 */
export const currentTenant = "nullif(current_setting('app.tenant_id', true), '')::uuid"
/** In a sub-select, so that the list is parsed once per statement and not once per row. */
export const currentTenants = "(SELECT nullif(current_setting('app.tenant_ids', true), '')::uuid[])::uuid[]"
export const currentUser = "nullif(current_setting('app.user_id', true), '')::uuid"

export interface Protection {
  /** Rights of tocsin_app; the tables of the audit trail leave UPDATE and DELETE out. */
  app?: string
  /** Rights of tocsin_ingest; none when absent. */
  ingest?: string
  /** Look-up functions read this table before the tenant is known. */
  lookup?: boolean
  /** The column that holds the tenant; `id` on the tenant table itself. */
  column?: string
}

/** Statements that enable and force row security on a tenant table and grant exactly the rights named. */
export function protectTable(table: string, protection: Protection = {}): string[] {
  const { app = 'SELECT, INSERT, UPDATE, DELETE', ingest, lookup = false, column = 'tenant_id' } = protection
  const one = `${column} = ${currentTenant}`
  const many = `${column} = ANY (${currentTenants})`
  return [
    ...forceRowSecurity(table),
    `CREATE POLICY ${table}_app ON ${table} TO tocsin_app USING (${one}) WITH CHECK (${one})`,
    `CREATE POLICY ${table}_reader ON ${table} FOR SELECT TO tocsin_reader USING (${many})`,
    `GRANT ${app} ON ${table} TO tocsin_app`,
    `GRANT SELECT ON ${table} TO tocsin_reader`,
    ...(ingest
      ? [
          `CREATE POLICY ${table}_ingest ON ${table} TO tocsin_ingest USING (${many}) WITH CHECK (${many})`,
          `GRANT ${ingest} ON ${table} TO tocsin_ingest`,
        ]
      : []),
    ...(lookup ? openToLookups(table) : []),
  ]
}

export const forceRowSecurity = (table: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
]

export const openToLookups = (table: string): string[] => [
  `CREATE POLICY ${table}_lookup ON ${table} FOR SELECT TO tocsin_lookup USING (true)`,
  `GRANT SELECT ON ${table} TO tocsin_lookup`,
]

/**
 * A look-up made before the tenant is known: SECURITY DEFINER, owned by tocsin_lookup (a plain table owner is subject to FORCE and
 * would find nothing), with a fixed search_path, executable by tocsin_app alone.
 */
export function createLookup(signature: string, returns: string, body: string): string[] {
  const types = signature.replace(/\b\w+ (\w+(\[\])?)(?=[,)])/g, '$1')
  return [
    `CREATE FUNCTION ${signature} RETURNS ${returns} LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ ${body} $$`,
    `REVOKE ALL ON FUNCTION ${types} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${types} TO tocsin_app`,
    `ALTER FUNCTION ${types} OWNER TO tocsin_lookup`,
  ]
}
