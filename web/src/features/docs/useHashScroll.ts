import { nextTick, watch } from 'vue'
import { useRoute } from 'vue-router'

/** Goes to the heading or field that the address names, as soon as it stands there. The page scrolls within the frame, so the browser does not. */
export function useHashScroll(isReady: () => boolean): void {
  const route = useRoute()
  watch(
    [() => route.hash, isReady],
    async ([hash, ready]) => {
      if (!hash || !ready) return
      await nextTick()
      // After the frame has put a new page to its top.
      requestAnimationFrame(() => document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView())
    },
    { immediate: true, flush: 'post' },
  )
}
