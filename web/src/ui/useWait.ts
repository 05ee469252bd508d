import { useIntervalFn } from '@vueuse/core'
import { ref } from 'vue'

/** Counts down the seconds the server asked to wait before the next attempt. */
export function useWait() {
  const secondsLeft = ref(0)
  const { pause, resume } = useIntervalFn(
    () => {
      secondsLeft.value -= 1
      if (secondsLeft.value <= 0) pause()
    },
    1000,
    { immediate: false },
  )
  function waitFor(seconds: number | undefined) {
    secondsLeft.value = seconds ?? 0
    if (secondsLeft.value > 0) resume()
  }
  return { secondsLeft, waitFor }
}
