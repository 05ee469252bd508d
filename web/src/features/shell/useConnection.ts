import { createSharedComposable, useNow, useOnline, watchImmediate } from '@vueuse/core'
import { computed, ref } from 'vue'
import { connectionWords } from '../../lib/connection'
import type { LiveSocket } from '../../live-socket'
import { useTenant } from '../../useTenantClient'

/** Ticks by the second, but only while there is something to count. */
function connectionOf(live: LiveSocket) {
  const { now, pause, resume } = useNow({ interval: 1000, controls: true })
  const isOnline = useOnline()
  const cutOffAt = ref<number | null>(null)
  watchImmediate(live.state, (state) => {
    if (state !== 'reconnecting') {
      cutOffAt.value = null
      pause()
      return
    }
    cutOffAt.value ??= Date.now()
    now.value = new Date()
    resume()
  })
  return computed(() =>
    connectionWords({
      state: live.state.value,
      isOnline: isOnline.value,
      now: now.value.getTime(),
      cutOffAt: cutOffAt.value,
      heardAt: live.heardAt.value,
      retryAt: live.retryAt.value,
    }),
  )
}

const shared = createSharedComposable(connectionOf)

/** The way to the server in words, the same for everything in the shell that shows it. */
export function useConnection() {
  const { live } = useTenant()
  return { words: shared(live), state: live.state, retryNow: live.retryNow }
}
