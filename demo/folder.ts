import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../scripts/project.mjs'
import { FolderInUse, lockFolder } from '../server/src/platform/folder-lock'

const mark = 'demo'

/** An empty folder for a new demo, or with `keep` the one of the last. @throws Fault for a folder that another server uses, or that was never a demo's. */
export async function prepareFolder(folder: string, keep: boolean): Promise<void> {
  const isDemo = existsSync(join(folder, mark))
  if (existsSync(folder) && readdirSync(folder).length > 0 && !isDemo) {
    throw new Fault(`${folder} holds something that no demo made: name another folder`)
  }
  if (isDemo && !keep) await clear(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, mark), 'A demo of Tocsin, thrown away at its next start.\n')
}

async function clear(folder: string): Promise<void> {
  const release = await lockFolder(folder).catch((error: unknown) => {
    throw error instanceof FolderInUse ? new Fault(error.message) : error
  })
  rmSync(folder, { recursive: true, force: true })
  await release()
}
