import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'

// From the root, where bench and browser tests run: the driver is the server's.
const { Client } = createRequire(import.meta.url)('pg')

/** Where a Postgres to work on is looked for. */
export const adminUrl = () => process.env.DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/postgres'

/**
 * A database of its own for one run, owned by an ordinary role: a superuser would pass every row policy without noticing.
 * @param {string} word stands in its name: `tocsin_<word>_1f2e3d4c`
 * @returns {Promise<{ url: string, version: string, drop: () => Promise<void> }>}
 */
export async function createOwnDatabase(word) {
  const admin = new Client({ connectionString: adminUrl() })
  await admin.connect()
  const name = `tocsin_${word}_${randomBytes(4).toString('hex')}`
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
  return { url: url.href, version, drop }
}

async function whoIs(admin) {
  const { rows } = await admin.query(
    "SELECT rolsuper AS is_super, current_setting('server_version') AS version FROM pg_roles WHERE rolname = session_user",
  )
  return { isSuper: rows[0]?.is_super ?? false, version: rows[0]?.version ?? '' }
}

/** With the memberships that migrating gave it. */
async function dropRole(admin, name) {
  const { rows } = await admin.query(
    `SELECT roleid::regrole::text AS granted, grantor::regrole::text AS grantor FROM pg_auth_members WHERE member = $1::regrole`,
    [name],
  )
  for (const { granted, grantor } of rows)
    await admin.query(`REVOKE ${granted} FROM ${name} GRANTED BY ${grantor} CASCADE`)
  await admin.query(`DROP ROLE ${name}`)
}
