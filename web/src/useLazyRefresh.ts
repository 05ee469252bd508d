import { useDocumentVisibility } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'

/** Soon after the first call, so that one change shows at once; a stream of them costs one question in three seconds. */
const FIRST_MS = 500
const AGAIN_MS = 3_000

/** Runs `refresh` some time after it was asked for, not too often, and never for a tab that nobody looks at: that one catches up when it is shown. */
export function useLazyRefresh(refresh: () => void): () => void {
  const visibility = useDocumentVisibility()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastRun = -Infinity
  let isWanted = false

  function run() {
    timer = undefined
    if (visibility.value === 'hidden') return
    isWanted = false
    lastRun = performance.now()
    refresh()
  }
  function ask() {
    isWanted = true
    timer ??= setTimeout(run, Math.max(FIRST_MS, lastRun + AGAIN_MS - performance.now()))
  }

  watch(visibility, (now) => now === 'visible' && isWanted && ask())
  onScopeDispose(() => clearTimeout(timer))
  return ask
}
