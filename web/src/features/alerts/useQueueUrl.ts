import { computed } from 'vue'
import { isNarrowed, queueQuery, urlQueryOf, type Queue } from '../../lib/queue-query'
import { useListUrl, useUrlFaults } from '../../useListUrl'
import { useStable } from '../../useStable'
import type { AlertList } from './useAlertFeed'

/** The queue as the address says it. */
export function useQueueUrl() {
  const { query, openId, open, go } = useListUrl('alerts')
  const read = computed(() => queueQuery(query.value))
  const queue = computed(() => read.value.queue)
  useUrlFaults(() => read.value.faults)
  return {
    queue,
    list: useStable<AlertList>(() => ({ filter: read.value.filter, order: read.value.order })),
    isNarrowed: computed(() => isNarrowed(queue.value)),
    /** The queue's own part of the address, for links that keep it. */
    listQuery: computed(() => urlQueryOf(queue.value)),
    openId,
    open,
    change: (next: Queue) => go(urlQueryOf(next, query.value)),
  }
}
