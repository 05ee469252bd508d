import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'

/** What is opened may still be loading. */
const WAIT_FOR_HEADING_MS = 5_000

interface Pane {
  /** What is open. */
  id: () => string
  /** Counts the wishes to go in; 0: none yet. */
  entered: () => number
  onLeft: () => void
}

/**
 * The keyboard's way into a pane beside a list: to the heading of what is open, also when that is another by now. `onLeft` tells that the
 * pane went while the focus was in it, or nowhere.
 */
export function usePaneFocus(pane: Readonly<Ref<HTMLElement | null>>, { id, entered, onLeft }: Pane): void {
  let stopWaiting: () => void = () => undefined
  const isInside = () => pane.value?.contains(document.activeElement) ?? false
  function arrive() {
    stopWaiting()
    if (pane.value) stopWaiting = settleIn(pane.value)
  }
  onMounted(() => entered() > 0 && arrive())
  watch(entered, (count) => count > 0 && arrive())
  watch(id, () => isInside() && arrive())
  onBeforeUnmount(() => {
    stopWaiting()
    if (isInside() || document.activeElement === document.body) onLeft()
  })
}

/** The list's side of it. `enter` whenever the keyboard opens something; a pane that goes gives the focus back to the list. */
export function usePaneEntry(list: Readonly<Ref<{ focus: () => void } | null>>) {
  const entered = ref(0)
  const enter = () => void (entered.value += 1)
  function leave() {
    entered.value = 0
    list.value?.focus()
  }
  return { entered, enter, leave }
}

/** Follows headings that come and go while the pane loads, unless the person moves on by themselves. Returns how to give up. */
function settleIn(pane: HTMLElement): () => void {
  const settle = () => {
    if (document.activeElement !== pane && document.activeElement !== document.body) return
    const heading = pane.querySelector<HTMLElement>('h2[tabindex]')
    ;(heading ?? pane).focus({ preventScroll: true })
  }
  pane.focus({ preventScroll: true })
  settle()
  const observer = new MutationObserver(settle)
  observer.observe(pane, { childList: true, subtree: true })
  const timer = setTimeout(() => observer.disconnect(), WAIT_FOR_HEADING_MS)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
  }
}
