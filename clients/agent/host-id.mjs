// @ts-check
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

const longest = 255

/**
 * What this machine calls itself: its name at the first start, remembered in the folder. A machine that is renamed, or
 * that a network renames, stays the same agent.
 * @param {string} folder
 */
export async function hostIdIn(folder) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'host-id')
  const fresh = `${path}.${process.pid}`
  const remembered = await read(path)
  if (remembered) return remembered
  await writeFile(fresh, `${hostname().slice(0, longest)}\n`, { mode: 0o600, flush: true })
  try {
    await link(fresh, path) // two processes at their first start: one of them writes it, both read it
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  } finally {
    await rm(fresh, { force: true })
  }
  return (await read(path)) || hostname().slice(0, longest)
}

/** @param {string} path */
async function read(path) {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return ''
    throw error
  }
}
