import { readFile, stat } from 'node:fs/promises'
import type { Database } from '../platform/database'
import { storableJson } from '../platform/storable'
import { BundleFault, readBundle } from './attack.bundle'
import type { TechniqueRow } from './attack.technique'

/** The official enterprise bundle has about half of it. */
const mostBytes = 100 * 1024 * 1024

export interface Imported {
  version: string | null
  techniques: number
  subTechniques: number
  revoked: number
  deprecated: number
}

/** Puts the techniques of a bundle in place of those that were there, at once for all who read. @throws BundleFault, and nothing is changed */
export async function importAttack(database: Database, path: string): Promise<Imported> {
  const { techniques, version } = readBundle(await textOf(path))
  await database.asLogin(async (db) => {
    await db.query('DELETE FROM attack_technique')
    await db.query(
      `INSERT INTO attack_technique (id, name, tactics, revoked_by, is_deprecated, url)
       SELECT id, name, tactics, "revokedBy", "isDeprecated", url FROM jsonb_to_recordset($1::jsonb)
         AS given(id text, name text, tactics text[], "revokedBy" text, "isDeprecated" boolean, url text)`,
      [storableJson(techniques)],
    )
  })
  return { version, ...countsOf(techniques) }
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > mostBytes) throw new BundleFault('has more than 100 MB')
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof BundleFault) throw error
    throw new BundleFault(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, { cause: error })
  }
}

function countsOf(techniques: TechniqueRow[]): Omit<Imported, 'version'> {
  const standing = techniques.filter(({ revokedBy, isDeprecated }) => revokedBy === null && !isDeprecated)
  const subTechniques = standing.filter(({ id }) => id.includes('.')).length
  return {
    techniques: standing.length - subTechniques,
    subTechniques,
    revoked: techniques.filter(({ revokedBy }) => revokedBy !== null).length,
    deprecated: techniques.filter(({ isDeprecated }) => isDeprecated).length,
  }
}
