import { computed } from 'vue'
import { eventView, urlQueryOf, type EventView } from '../../lib/event-query'
import { useListUrl, useUrlFaults } from '../../useListUrl'
import { useStable } from '../../useStable'

/** What the page shows, as the address says it. */
export function useEventUrl() {
  const { query, openId, open, go } = useListUrl('events')
  const read = computed(() => eventView(query.value))
  useUrlFaults(() => read.value.faults)
  return {
    view: useStable(() => read.value.view),
    openId,
    open,
    change: (next: EventView) => go(urlQueryOf(next, query.value)),
  }
}
