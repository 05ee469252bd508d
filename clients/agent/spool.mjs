// @ts-check
import { createHash, randomBytes } from 'node:crypto'
import * as disk from 'node:fs/promises'
import { join } from 'node:path'
import { FolderSync } from './folder-sync.mjs'

/** A spool that cannot take an item. `code` is `SPOOL_FULL` (ship first, or allow more) or `ITEM_TOO_LARGE`. */
export class SpoolError extends Error {
  /**
   * @param {'SPOOL_FULL' | 'ITEM_TOO_LARGE'} code
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(code, message, cause) {
    super(message, { cause })
    this.name = 'SpoolError'
    this.code = code
  }
}

/**
 * @typedef {object} SpoolOptions
 * @property {string} folder made when missing, readable by its owner only.
 * @property {number} [maxBytes] of all items together.
 * @property {number} [maxCount] of items.
 * @property {number} [maxItemBytes] of one item.
 * @property {boolean} [fsync] true: an acknowledged item survives a power failure; false: it survives the process.
 */

/** The hash of the body in hex, and a line's end. */
const headBytes = 65
/** A file in `tmp/` that is older was left by a process that died. */
const staleMs = 3_600_000
/** Newest damaged files that are kept for a person to look at. */
const mostCorrupt = 100

/** @param {Buffer} body */
const hashOf = (body) => createHash('sha256').update(body).digest('hex')

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code

/** @param {unknown} error */
function unlessGone(error) {
  if (codeOf(error) !== 'ENOENT') throw error
}

/**
 * Items on disk, one file each: written in `tmp/`, synced, renamed into `new/`, and the folder synced; only then is an
 * item acknowledged. So a file in `new/` is whole whenever the process dies, and several processes may add to one spool.
 */
export class Spool {
  /** @type {Map<string, number>} bytes by name, as last seen on disk. */
  #known = new Map()
  #bytes = 0
  #reserved = { count: 0, bytes: 0 }
  #added = 0

  /** @param {Required<SpoolOptions>} options */
  constructor(options) {
    this.options = options
    const { folder } = options
    this.folders = { tmp: join(folder, 'tmp'), new: join(folder, 'new'), corrupt: join(folder, 'corrupt') }
    this.sync = new FolderSync(this.folders.new)
  }

  /**
   * Opens or makes a spool and counts what is in it.
   * @param {SpoolOptions} options
   */
  static async open({ folder, maxBytes = 256 << 20, maxCount = 100_000, maxItemBytes = 1 << 20, fsync = true }) {
    const spool = new Spool({ folder, maxBytes, maxCount, maxItemBytes, fsync })
    for (const path of Object.values(spool.folders)) await disk.mkdir(path, { recursive: true, mode: 0o700 })
    await spool.#sweep()
    await spool.names()
    return spool
  }

  /** Items that wait, those being written included. */
  get count() {
    return this.#known.size + this.#reserved.count
  }

  get bytes() {
    return this.#bytes + this.#reserved.bytes
  }

  /**
   * Keeps an item; it is safe when the promise resolves, and not before.
   * @param {string | Buffer} item
   * @returns the item's name: never the same twice.
   * @throws SpoolError; what the disk says, when it says something else than that it is full.
   */
  async enqueue(item) {
    const body = Buffer.from(item)
    const size = headBytes + body.length
    this.#mustFit(body.length, size)
    this.#reserved.count += 1
    this.#reserved.bytes += size
    const name = this.#newName()
    try {
      await this.#write(name, body)
      this.#count(name, size)
      return name
    } catch (error) {
      await disk.rm(join(this.folders.tmp, name), { force: true }).catch(() => undefined)
      await disk.rm(join(this.folders.new, name), { force: true }).catch(() => undefined)
      if (['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? ''))
        throw new SpoolError('SPOOL_FULL', `no space is left on the disk of ${this.options.folder}`, error)
      throw error
    } finally {
      this.#reserved.count -= 1
      this.#reserved.bytes -= size
    }
  }

  /** The names of all items, oldest first: also those that other processes have added since. */
  async names() {
    const before = new Set(this.#known.keys())
    const found = (await disk.readdir(this.folders.new)).sort()
    for (const name of found) {
      if (before.delete(name) || this.#known.has(name)) continue
      const { size } = await disk.stat(join(this.folders.new, name)).catch((error) => (unlessGone(error), { size: -1 }))
      if (size >= 0) this.#count(name, size)
    }
    for (const gone of before) this.#forget(gone)
    return found.filter((name) => this.#known.has(name))
  }

  /**
   * An item's bytes, or null when there is nothing to send: it is gone, or it was damaged and now lies in `corrupt/`.
   * @param {string} name
   */
  async read(name) {
    const isTooLarge = (this.#known.get(name) ?? 0) > headBytes + this.options.maxItemBytes
    const file = isTooLarge ? null : await disk.readFile(join(this.folders.new, name)).catch(asDamaged)
    if (file === undefined) {
      this.#forget(name)
      return null
    }
    const body = file?.subarray(headBytes)
    if (file && body && file.subarray(0, headBytes).toString('latin1') === `${hashOf(body)}\n`) return body
    await this.#setAside(name)
    return null
  }

  /**
   * Lets go of an item. Not synced: one that a power failure brings back is sent again, and the receiver knows it.
   * @param {string} name
   */
  async remove(name) {
    await disk.unlink(join(this.folders.new, name)).catch(unlessGone)
    this.#forget(name)
  }

  /**
   * @param {number} itemBytes
   * @param {number} size
   */
  #mustFit(itemBytes, size) {
    const { maxItemBytes, maxCount, maxBytes } = this.options
    if (itemBytes > maxItemBytes)
      throw new SpoolError('ITEM_TOO_LARGE', `the item has ${itemBytes} bytes; at most ${maxItemBytes} are taken`)
    if (this.count + 1 > maxCount)
      throw new SpoolError('SPOOL_FULL', `the spool holds ${this.count} items; at most ${maxCount} are kept`)
    if (this.bytes + size > maxBytes)
      throw new SpoolError('SPOOL_FULL', `the spool holds ${this.bytes} bytes; at most ${maxBytes} are kept`)
  }

  /**
   * @param {string} name
   * @param {Buffer} body
   */
  async #write(name, body) {
    const path = join(this.folders.tmp, name)
    const file = await disk.open(path, 'wx', 0o600)
    try {
      await file.writeFile(Buffer.concat([Buffer.from(`${hashOf(body)}\n`), body]))
      if (this.options.fsync) await file.sync()
    } finally {
      await file.close()
    }
    await disk.rename(path, join(this.folders.new, name))
    if (this.options.fsync) await this.sync.sync()
  }

  /** In the order of adding by one process, and hardly ever the same in two. */
  #newName() {
    const order = String(this.#added++ % 1e9).padStart(9, '0')
    return `${String(Date.now()).padStart(15, '0')}-${order}-${randomBytes(6).toString('hex')}.item`
  }

  /** @param {string} name */
  async #setAside(name) {
    await disk.rename(join(this.folders.new, name), join(this.folders.corrupt, name)).catch(unlessGone)
    this.#forget(name)
    const kept = (await disk.readdir(this.folders.corrupt)).sort()
    for (const oldest of kept.slice(0, -mostCorrupt))
      await disk.rm(join(this.folders.corrupt, oldest), { recursive: true, force: true })
  }

  async #sweep() {
    for (const name of await disk.readdir(this.folders.tmp)) {
      const path = join(this.folders.tmp, name)
      const made = await disk.stat(path).catch((error) => (unlessGone(error), null))
      if (made && Date.now() - made.mtimeMs > staleMs) await disk.rm(path, { force: true, recursive: true })
    }
  }

  /**
   * @param {string} name
   * @param {number} size
   */
  #count(name, size) {
    if (this.#known.has(name)) return
    this.#known.set(name, size)
    this.#bytes += size
  }

  /** @param {string} name */
  #forget(name) {
    this.#bytes -= this.#known.get(name) ?? 0
    this.#known.delete(name)
  }
}

/**
 * Undefined for a file that is gone, null for what is no file or cannot be read from the disk.
 * @param {unknown} error
 */
function asDamaged(error) {
  const code = codeOf(error)
  if (code === 'ENOENT') return undefined
  if (code === 'EISDIR' || code === 'EIO') return null
  throw error
}
