/** The database roles of Tocsin. Cluster-wide, so creating them tolerates another database (or node) having been first. */
export const roles = ['tocsin_app', 'tocsin_ingest', 'tocsin_reader', 'tocsin_lookup', 'tocsin_jobs'] as const

/** Roles that own functions. The login is a member only to hand functions over; it must never see with their eyes. */
export const functionOwners = ['tocsin_lookup', 'tocsin_jobs'] as const

const createRole = (role: string): string => `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
    CREATE ROLE ${role} NOLOGIN NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$`

/** From 16 on a grant says itself whether it is inherited; before, the NOINHERIT attribute of the login role does. */
const grantRole = (role: string): string => `
DO $$ BEGIN
  IF pg_has_role(session_user, '${role}', 'MEMBER') AND current_setting('server_version_num')::int < 160000 THEN RETURN; END IF;
  IF current_setting('server_version_num')::int >= 160000 THEN
    IF NOT pg_has_role(session_user, '${role}', 'SET') THEN
      EXECUTE format('GRANT ${role} TO %I WITH INHERIT FALSE, SET TRUE', session_user);
    END IF;
  ELSE
    EXECUTE format('GRANT ${role} TO %I', session_user);
  END IF;
EXCEPTION WHEN unique_violation THEN NULL;
END $$`

/** Run before each migration; a no-op when a DBA has prepared the roles. */
export const prepareRoles = (): string[] => [...roles.map(createRole), ...roles.map(grantRole)]

/**
 * What a DBA runs once, in the server's database, when the server's own login may not create roles. NOINHERIT keeps the eyes of
 * tocsin_lookup from the login itself; it also hides the rights of a database's owner on the schema, hence the grant. The queue of
 * jobs keeps its tables in a schema of its own, hence CREATE on the database.
 */
export function rolesForDba(login: string): string {
  const name = `"${login.replaceAll('"', '""')}"`
  return [
    ...roles.map((role) => `${createRole(role).trim()};`),
    `ALTER ROLE ${name} NOINHERIT;`,
    `GRANT ALL ON SCHEMA public TO ${name} WITH GRANT OPTION;`,
    `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), '${login.replaceAll("'", "''")}'); END $$;`,
    ...roles.map((role) => `GRANT ${role} TO ${name};`),
  ].join('\n')
}
