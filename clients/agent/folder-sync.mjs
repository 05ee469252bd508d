// @ts-check
import { open } from 'node:fs/promises'

/** Makes renames into a folder lasting. Those who ask while one sync is under way share the next. */
export class FolderSync {
  /** @type {Promise<void> | null} */
  #running = null
  /** @type {Promise<void> | null} */
  #next = null

  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder
  }

  /** Resolves when everything that was renamed before the call is on disk. */
  sync() {
    this.#next ??= this.#after(this.#running)
    return this.#next
  }

  /** @param {Promise<void> | null} running */
  async #after(running) {
    await running?.catch(() => undefined)
    this.#running = this.#next
    this.#next = null
    if (process.platform === 'win32') return // it has no such call
    const folder = await open(this.folder, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}
