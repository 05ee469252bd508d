import {
  computed,
  inject,
  onScopeDispose,
  provide,
  shallowReactive,
  watch,
  type ComputedRef,
  type InjectionKey,
} from 'vue'

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
  /** Moves within a page, such as `j`, that would only clutter the palette. A held key repeats them. */
  isKeyOnly?: boolean
  /** One of a row of keys that the sheet tells of once, at the first. */
  isUnlisted?: boolean
}

interface Offer {
  list: () => readonly Command[]
  /** The open dialog that offers it, if any. */
  dialog: symbol | null
}

const offers = shallowReactive(new Set<Offer>())
/** Open modal dialogs, the topmost last: while there is one, the keyboard does only what it offers. */
const dialogs = shallowReactive<symbol[]>([])
const dialogKey: InjectionKey<symbol | null> = Symbol('dialog')

/** Offers commands for as long as the calling component lives. `list` is read anew whenever what it reads changes. */
export function useCommands(list: () => readonly Command[]): void {
  offerIn(inject(dialogKey, null), list)
}

function offerIn(dialog: symbol | null, list: () => readonly Command[]): void {
  const offer = { list, dialog }
  offers.add(offer)
  onScopeDispose(() => offers.delete(offer))
}

/** Everything that can be done now; the latest offer first, so that an open pane's keys go before its page's. */
export function useCommandList(): ComputedRef<Command[]> {
  return computed(() => [...offers].reverse().flatMap(({ list }) => list()))
}

/** What the keyboard may do at this moment. */
export function commandsInReach(): Command[] {
  const topmost = dialogs.at(-1)
  if (!topmost && coming.size > 0) return []
  const inReach = [...offers].reverse().filter(({ dialog }) => !topmost || dialog === topmost)
  return inReach.flatMap(({ list }) => list())
}

/** A dialog that does not come, because its code cannot be loaded, must not keep the keyboard for good. */
const LONGEST_WAIT_MS = 3_000
const coming = new Set<symbol>()

/**
 * For dialogs whose code is loaded when they are first opened: what is typed until it is there is meant for the dialog, so it must not
 * do anything to the page. Who presses Ctrl-K and types "DEFAULT-12" at once would else close an alert with the 1.
 */
export function useComingDialog(isWanted: () => boolean): void {
  const dialog = Symbol('coming')
  let timer: ReturnType<typeof setTimeout> | undefined
  function stop() {
    clearTimeout(timer)
    coming.delete(dialog)
  }
  function start() {
    coming.add(dialog)
    timer = setTimeout(stop, LONGEST_WAIT_MS)
  }
  // At once: the next key may come before the next rendering.
  watch(isWanted, (wanted) => (wanted ? start() : stop()), { flush: 'sync' })
  onScopeDispose(stop)
}

/**
 * Makes the calling component's subtree a dialog of its own, with `list` as commands of the dialog itself. Call `opened`
 * when it covers the page; it counts until the component is gone.
 */
export function useCommandScope(list: () => readonly Command[]) {
  const scope = Symbol('dialog')
  provide(dialogKey, scope)
  offerIn(scope, list)
  onScopeDispose(() => {
    const at = dialogs.indexOf(scope)
    if (at >= 0) dialogs.splice(at, 1)
  })
  return { opened: () => void dialogs.push(scope) }
}
