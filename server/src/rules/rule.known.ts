import type { KnownRules } from './rule.insert'

const mostRemembered = 50_000

/** Rules of which this node knows that they are stored, the lately seen ones: a rule is never removed, so that holds. */
export class RememberedRules implements KnownRules {
  private readonly ids = new Set<string>()

  has(id: string): boolean {
    if (!this.ids.delete(id)) return false
    this.ids.add(id) // a set keeps the order of insertion: what was not seen for longest leaves first
    return true
  }

  /** After COMMIT alone: what is rolled back was never stored. */
  remember(ids: Iterable<string>): void {
    for (const id of ids) {
      this.ids.delete(id)
      this.ids.add(id)
      if (this.ids.size > mostRemembered) this.ids.delete(this.ids.values().next().value ?? '')
    }
  }
}

/** Nothing is known: all is written. */
export const noRules: KnownRules = { has: () => false }
