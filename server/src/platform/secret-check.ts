import type { Platform } from './context'
import { StartRefused } from './database-start'

const known = 'Tocsin'
const context = 'installation'

/**
 * Stored secrets open with the key they were sealed with and no other, so a changed or lost key is told at once and not at the first delivery.
 * @throws StartRefused
 */
export async function checkSecretKey({ database, secrets }: Platform): Promise<void> {
  const [row] = await database.transaction({}, async (db) => {
    await db.query('INSERT INTO installation (id, sealed) VALUES (1, $1) ON CONFLICT DO NOTHING', [
      secrets.seal(known, context),
    ])
    return db.query<{ sealed: Buffer }>('SELECT sealed FROM installation')
  })
  try {
    if (row && secrets.open(row.sealed, context) === known) return
  } catch {
    // told below: the cipher's own words would not help anybody
  }
  throw new StartRefused(
    'The secret key is not the one that the secrets in this database were sealed with. Start with the former TOCSIN_SECRET_KEY (embedded: the ' +
      'former secret.key in the data folder).',
  )
}
