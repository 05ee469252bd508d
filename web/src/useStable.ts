import { computed, type Ref } from 'vue'

/** The same object for as long as it says the same, so that asking again is left to what really changed. */
export function useStable<Value extends object>(read: () => Value): Readonly<Ref<Value>> {
  let last: Value | undefined
  let lastText = ''
  return computed(() => {
    const next = read()
    const text = JSON.stringify(next)
    if (last === undefined || text !== lastText) [last, lastText] = [next, text]
    return last
  })
}
