import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { notify } from './ui/notices'

/**
 * A list as the address of its page says it, and which of its rows is open beside it. Every change is a step in the browser's history, so that
 * Back undoes it. `page`: the route's name.
 */
export function useListUrl(page: string) {
  const route = useRoute()
  const router = useRouter()
  /** On the way to another page the route is that page's already, and says nothing about this one. */
  const query = shallowRef(route.query)
  watch(
    () => route.query,
    (next) => route.name === page && (query.value = next),
  )
  const openId = computed(() =>
    typeof query.value.open === 'string' && query.value.open !== '' ? query.value.open : null,
  )
  const go = (next: LocationQueryRaw) => void router.push({ query: next })

  /** From one open row to the next is one step only: Back leads to the list. */
  function open(id: string | null) {
    if (id === openId.value) return
    const next = { ...query.value, open: id ?? undefined }
    if (openId.value && id) void router.replace({ query: next })
    else go(next)
  }
  return { query, openId, open, go }
}

/** Says which parts of an address make no sense and were left out. */
export function useUrlFaults(faults: () => readonly string[]): void {
  watch(
    () => faults().join(' '),
    (text) => text && notify({ tone: 'info', title: 'Part of the address was left out', text }),
    { immediate: true },
  )
}
