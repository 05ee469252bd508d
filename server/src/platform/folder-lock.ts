import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Thrown when another live process holds the data folder. */
export class FolderInUse extends Error {}

/**
 * Marks the data folder as used by this process. The mark names the process and when it started, so that one left by `kill -9` (even if
 * its number was given to another process since) is recognised and taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'server.lock')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, 'wx', 0o600)
      await handle.writeFile(markOf(process.pid))
      await handle.close()
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const mark = await readFile(file, 'utf8').catch(() => '')
      const pid = Number(mark.split(' ')[0])
      if (pid && isAlive(pid) && markOf(pid) === mark) {
        throw new FolderInUse(`Another Tocsin (process ${pid}) is using ${folder}`)
      }
      await rm(file, { force: true })
    }
  }
  throw new FolderInUse(`Another Tocsin is starting on ${folder}`)
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
