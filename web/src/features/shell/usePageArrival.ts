import { onScopeDispose, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** A page may still be loading what its heading needs. */
const WAIT_FOR_HEADING_MS = 5_000

/**
 * What a page load does by itself and a change of view does not: the focus moves to the page's heading, so that it is read
 * out, and the page begins at its top – or, going back, where it was left.
 */
export function usePageArrival(main: Readonly<Ref<HTMLElement | null>>): void {
  const route = useRoute()
  const router = useRouter()
  const left = new Map<string, number>()
  let isBack = false
  let stopWaiting: () => void = () => undefined

  const stopHistory = router.options.history.listen(() => (isBack = true))
  const stopGuard = router.beforeEach((to, from) => {
    if (to.path !== from.path) left.set(from.fullPath, main.value?.scrollTop ?? 0)
  })
  watch(
    () => route.path,
    () => {
      const top = isBack ? (left.get(route.fullPath) ?? 0) : 0
      isBack = false
      stopWaiting()
      if (main.value) stopWaiting = arrive(main.value, top)
    },
    { flush: 'post' },
  )
  onScopeDispose(() => {
    stopHistory()
    stopGuard()
    stopWaiting()
  })
}

/** Waits for the heading, unless the person moves on by themselves meanwhile. Returns how to give up. */
function arrive(main: HTMLElement, top: number): () => void {
  main.focus({ preventScroll: true })
  const settle = () => {
    main.scrollTop = top
    const heading = main.querySelector('h1')
    if (!heading || document.activeElement !== main) return
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    stop()
  }
  const observer = new MutationObserver(settle)
  const timer = setTimeout(() => observer.disconnect(), WAIT_FOR_HEADING_MS)
  const stop = () => {
    clearTimeout(timer)
    observer.disconnect()
  }
  observer.observe(main, { childList: true, subtree: true })
  settle()
  return stop
}
