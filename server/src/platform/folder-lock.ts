import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomSecret } from './crypto'

/** Thrown when another live process holds the data folder. */
export class FolderInUse extends Error {}

/**
 * Marks the data folder as used by this process. The mark names the process and when it started, so that one left by `kill -9` (even if
 * its number was given to another process since) is recognised and taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'server.lock')
  const mark = `${markOf(process.pid)} ${randomSecret(6)}`
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await createWhole(file, mark)
      await assertKept(file, mark, folder)
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      await clearIfLeft(file, folder)
    }
  }
  throw new FolderInUse(`Another Tocsin is starting on ${folder}`)
}

/** Removes the mark of a process that is gone. @throws FolderInUse when it lives */
async function clearIfLeft(file: string, folder: string): Promise<void> {
  const mark = await readFile(file, 'utf8').catch(() => '')
  const [number, started = ''] = mark.split(' ')
  const pid = Number(number)
  if (pid && isAlive(pid) && markOf(pid) === `${number} ${started}`) {
    throw new FolderInUse(`Another Tocsin (process ${pid}) is using ${folder}`)
  }
  await rm(file, { force: true })
}

/** Two that find the same left mark may both clear it, the slower one the other's new mark: whose mark stands after a moment has the folder. */
async function assertKept(file: string, mark: string, folder: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100))
  if ((await readFile(file, 'utf8').catch(() => '')) !== mark) {
    throw new FolderInUse(`Another Tocsin is starting on ${folder}`)
  }
}

/** Makes a file, readable by its owner alone, that appears with all of its content or not at all. @throws EEXIST when there is one */
export async function createWhole(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomSecret(6)}`
  try {
    await writeFile(draft, content, { mode: 0o600, flag: 'wx', flush: true })
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error
      return writeFile(file, content, { mode: 0o600, flag: 'wx', flush: true }) // a file system without hard links
    })
  } finally {
    await rm(draft, { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Process number and, where /proc tells it, its start time in clock ticks (proc(5), stat field 22). */
function markOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`
  } catch {
    return `${pid} `
  }
}
