import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { isNarrowed, queueQuery, urlQueryOf, type Queue } from '../../lib/queue-query'
import { notify } from '../../ui/notices'
import type { AlertList } from './useAlertFeed'

/** The queue as the address says it. Every change of it is a step in the browser's history, so that Back undoes it. */
export function useQueueUrl() {
  const route = useRoute()
  const router = useRouter()
  /** On the way to another page the route is that page's already, and says nothing about this one. */
  const query = shallowRef(route.query)
  watch(
    () => route.query,
    (next) => route.name === 'alerts' && (query.value = next),
  )
  const read = computed(() => queueQuery(query.value))
  const queue = computed(() => read.value.queue)

  /** The same object for as long as filter and order are the same: another pane or tab of the page is no other list. */
  const list = shallowRef<AlertList>({ filter: read.value.filter, order: read.value.order })
  watch(
    () => JSON.stringify([read.value.filter, read.value.order]),
    () => (list.value = { filter: read.value.filter, order: read.value.order }),
  )
  watch(
    () => read.value.faults.join(' '),
    (faults) => faults && notify({ tone: 'info', title: 'Part of the address was left out', text: faults }),
    { immediate: true },
  )

  const openId = computed(() =>
    typeof query.value.open === 'string' && query.value.open !== '' ? query.value.open : null,
  )

  /** From one open alert to the next is one step only: Back leads to the list. */
  function open(id: string | null) {
    if (id === openId.value) return
    const next = { ...query.value, open: id ?? undefined }
    void (openId.value && id ? router.replace({ query: next }) : router.push({ query: next }))
  }

  return {
    queue,
    list,
    isNarrowed: computed(() => isNarrowed(queue.value)),
    /** The queue's own part of the address, for links that keep it. */
    listQuery: computed(() => urlQueryOf(queue.value)),
    openId,
    open,
    change: (next: Queue) => void router.push({ query: urlQueryOf(next, query.value) }),
  }
}
