import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { eventView, urlQueryOf, type EventView } from '../../lib/event-query'
import { notify } from '../../ui/notices'

/** What the page shows, as the address says it. Every change of it is a step in the browser's history, so that Back undoes it. */
export function useEventUrl() {
  const route = useRoute()
  const router = useRouter()
  /** On the way to another page the route is that page's already, and says nothing about this one. */
  const query = shallowRef(route.query)
  watch(
    () => route.query,
    (next) => route.name === 'events' && (query.value = next),
  )
  const read = computed(() => eventView(query.value))
  /** The same object for as long as it says the same: another event opened beside the list is no other list. */
  const view = shallowRef<EventView>(read.value.view)
  watch(
    () => JSON.stringify(read.value.view),
    () => (view.value = read.value.view),
  )
  watch(
    () => read.value.faults.join(' '),
    (faults) => faults && notify({ tone: 'info', title: 'Part of the address was left out', text: faults }),
    { immediate: true },
  )
  const openId = computed(() =>
    typeof query.value.open === 'string' && query.value.open !== '' ? query.value.open : null,
  )

  /** From one open event to the next is one step only: Back leads to the list. */
  function open(id: string | null) {
    if (id === openId.value) return
    const next = { ...query.value, open: id ?? undefined }
    void (openId.value && id ? router.replace({ query: next }) : router.push({ query: next }))
  }
  return {
    view,
    openId,
    open,
    change: (next: EventView) => void router.push({ query: urlQueryOf(next, query.value) }),
  }
}
