import { useLocalStorage } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'

/** Long enough to be seen as one step when several come together. */
const SETTLE_MS = 700

interface Following {
  /** Changes whenever the list does. */
  list: () => unknown
  isUnsettled: () => boolean
  /** Somebody is at work in the list: nothing may move. */
  isBusy: () => boolean
  show: () => void
}

/** For displays on the wall: newcomers are shown by themselves, for as long as nobody is at work in the list. */
export function useFollow({ list, isUnsettled, isBusy, show }: Following) {
  const isFollowing = useLocalStorage('tocsin.follow', false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function settle() {
    timer = undefined
    if (isFollowing.value && isUnsettled() && !isBusy()) show()
  }
  watch([list, isFollowing], () => {
    if (isFollowing.value && isUnsettled()) timer ??= setTimeout(settle, SETTLE_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return { isFollowing, toggle: () => (isFollowing.value = !isFollowing.value) }
}
