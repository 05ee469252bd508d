import { computed, onScopeDispose, shallowReactive, type ComputedRef } from 'vue'

/** One thing a person can do now: the command palette lists it, and with `keys` the keyboard does it and the `?` sheet tells so. */
export interface Command {
  /** Unique, `page.deed`: `alerts.next`. */
  id: string
  label: string
  /** Heading in the palette and on the sheet: Go to, Queue, Alert, … */
  group: string
  /** A whole literal, `i-lucide-…`, so that the build finds and bundles it. */
  icon?: string
  /** As typed: `j`, `?`, `Enter`, `shift+j`, `mod+k` (Ctrl or ⌘), or one after the other: `g a`. */
  keys?: string
  /** Other words that find it in the palette. */
  words?: string
  run: () => void
  /** False: told on the sheet, but not to be done now. */
  isEnabled?: boolean
  /** Moves within a page, such as `j`, that would only clutter the palette. */
  isKeyOnly?: boolean
}

const offers = shallowReactive(new Set<() => readonly Command[]>())

/** Offers commands for as long as the calling component lives. `list` is read anew whenever what it reads changes. */
export function useCommands(list: () => readonly Command[]): void {
  offers.add(list)
  onScopeDispose(() => offers.delete(list))
}

/** Everything that can be done now; the latest offer first, so that an open pane's keys go before its page's. */
export function useCommandList(): ComputedRef<Command[]> {
  return computed(() => [...offers].reverse().flatMap((list) => list()))
}
