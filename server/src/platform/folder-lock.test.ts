import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FolderInUse, lockFolder } from './folder-lock'

let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tocsin-lock-'))))
afterEach(() => rm(folder, { recursive: true }))

it('can be taken, given back, and taken again', async () => {
  const unlock = await lockFolder(folder)
  await unlock()
  await (
    await lockFolder(folder)
  )()
})

it('takes over the mark of a process that is gone', async () => {
  await writeFile(join(folder, 'server.lock'), '999999999 12345')
  await (
    await lockFolder(folder)
  )()
})

it('takes over when the number now belongs to another process', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  await writeFile(join(folder, 'server.lock'), `${other.pid} 1`)
  await (
    await lockFolder(folder)
  )()
  other.kill()
  await once(other, 'exit')
})

it('refuses while the process that took it lives', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  const { readFileSync } = await import('node:fs')
  const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8')
  await writeFile(join(folder, 'server.lock'), `${other.pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`)
  await expect(lockFolder(folder)).rejects.toThrow(FolderInUse)
  other.kill()
  await once(other, 'exit')
})

it('goes to one of several that start at once over the mark of a process that is gone', async () => {
  await writeFile(join(folder, 'server.lock'), '999999999 12345')
  const starts = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(folder)))
  const taken = starts.filter((start) => start.status === 'fulfilled')
  expect(taken).toHaveLength(1)
  for (const start of starts) if (start.status === 'rejected') expect(start.reason).toBeInstanceOf(FolderInUse)
  expect(await readdir(folder)).toEqual(['server.lock'])
})
