// @ts-check

/**
 * Which item is sent next: those that are due, oldest first, and those that wait for another try. Knows nothing of disks
 * and networks.
 */
export class Queue {
  /** @type {Set<string>} in the order in which they are sent. */
  #due = new Set()
  /** @type {Map<string, number>} when each may be tried again, in milliseconds since 1970. */
  #waiting = new Map()
  /** @type {Map<string, number>} how often each has failed in a row. */
  #failures = new Map()
  /** @type {Set<string>} */
  #taken = new Set()
  #nextWaiting = Infinity

  /** Items that are not yet let go of, those under way included. */
  get size() {
    return this.#due.size + this.#waiting.size + this.#taken.size
  }

  /** @param {string} name */
  add(name) {
    if (!this.#taken.has(name) && !this.#waiting.has(name)) this.#due.add(name)
  }

  /**
   * Takes the next item, or null when none is due.
   * @param {number} now milliseconds since 1970.
   */
  take(now) {
    this.#wake(now)
    for (const name of this.#due) {
      this.#due.delete(name)
      this.#taken.add(name)
      return name
    }
    return null
  }

  /** @param {number} now */
  hasDue(now) {
    this.#wake(now)
    return this.#due.size > 0
  }

  /** When the next item becomes due; Infinity when none waits. */
  get nextAt() {
    return this.#nextWaiting
  }

  /**
   * Counts a failure of an item that was taken.
   * @param {string} name
   * @returns how many there are now, in a row.
   */
  failed(name) {
    const failures = (this.#failures.get(name) ?? 0) + 1
    this.#failures.set(name, failures)
    return failures
  }

  /**
   * Gives back an item that was taken.
   * @param {string} name
   * @param {number} at when it may be tried again; 0 for at once, before all others.
   */
  giveBack(name, at) {
    this.#taken.delete(name)
    if (at === 0) {
      this.#due = new Set([name, ...this.#due])
      return
    }
    this.#waiting.set(name, at)
    this.#nextWaiting = Math.min(this.#nextWaiting, at)
  }

  /** @param {string} name */
  letGo(name) {
    this.#taken.delete(name)
    this.#failures.delete(name)
  }

  /** @param {number} now */
  #wake(now) {
    if (now < this.#nextWaiting) return
    const awake = []
    this.#nextWaiting = Infinity
    for (const [name, at] of this.#waiting) {
      if (at <= now) awake.push(name)
      else this.#nextWaiting = Math.min(this.#nextWaiting, at)
    }
    for (const name of awake) this.#waiting.delete(name)
    if (awake.length > 0) this.#due = new Set([...awake.sort(), ...this.#due])
  }
}
