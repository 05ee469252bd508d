import { computed, nextTick, onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { AlertOrder, AlertSort } from '../../gql/graphql'
import { isUnsettled } from '../../lib/alert-feed'
import { countedQueue, shownTotal } from '../../lib/queue-counts'
import { filterOf } from '../../lib/queue-filter'
import type { Queue } from '../../lib/queue-query'
import { neighbourIn, placeIn, type Walk } from '../../lib/walk'
import { useStable } from '../../useStable'
import { useTenant } from '../../useTenantClient'
import { keepQueue, takeKeptQueue } from './keptQueue'
import { useAlertOverlay } from './overlay'
import { useAlertCounts } from './useAlertCounts'
import { useAlertFeed } from './useAlertFeed'
import { keepWalk } from './useAlertWalk'
import { provideQueueContext } from './useQueueContext'
import { useQueueUrl } from './useQueueUrl'
import { useRowCursor } from './useRowCursor'

/** What the queue needs of the table that shows it. */
export interface QueueView {
  scrollToIndex: (index: number, align?: 'auto' | 'center' | 'start') => void
  scrollTop: () => number
  setScrollTop: (top: number) => void
  lastVisible: () => number
  keepPlace: (preferred: string | null, change: () => void) => Promise<void>
}

/** The queue's state: its list and counts, the reader's place in it, and which alert is open beside it. */
export function useQueue(view: Readonly<Ref<QueueView | null>>, onNews: () => void) {
  const { tenant } = useTenant()
  const router = useRouter()
  const overlay = useAlertOverlay()
  const url = useQueueUrl()
  const name = () => `${tenant} ${JSON.stringify(url.listQuery.value)}`
  const kept = takeKeptQueue(name())

  const counted = useAlertCounts(useStable(() => filterOf(countedQueue(url.queue.value))))
  const feed = useAlertFeed(url.list, {
    begin: kept?.feed ?? null,
    reach: () => Math.max(view.value?.lastVisible() ?? 0, cursor.index.value, lastPicked()),
    onNews: () => {
      counted.refresh()
      onNews()
    },
    onSecondLook: counted.refresh,
  })
  const rows = computed(() =>
    (feed.feed.value?.rows ?? []).map((row) => {
      const alert = overlay.of(row.alert)
      return alert === row.alert ? row : { ...row, alert }
    }),
  )
  const ids = computed(() => rows.value.map(({ alert }) => alert.id))
  const cursor = useRowCursor(ids, (index) => view.value?.scrollToIndex(index))
  const lastPicked = () => ids.value.findLastIndex((id) => cursor.state.value.picked.has(id))
  const total = computed(() => (counted.counts.value ? shownTotal(counted.counts.value, url.queue.value) : null))

  /** The picked rows, else the one under the cursor. */
  const current = computed(() => {
    const { picked, cursor: at } = cursor.state.value
    return rows.value
      .filter(({ alert }) => (picked.size > 0 ? picked.has(alert.id) : alert.id === at))
      .map(({ alert }) => alert)
  })

  async function show() {
    await view.value?.keepPlace(cursor.state.value.cursor, feed.show)
    const first = rows.value.findIndex(({ isFresh }) => isFresh)
    if (first >= 0) view.value?.scrollToIndex(first)
  }

  function open(id: string | null) {
    if (id) cursor.put(id)
    url.open(id)
  }

  function sort(field: AlertSort) {
    const { order } = url.queue.value
    const isSame = order.field === field
    changeOrder({ field, direction: isSame && order.direction === 'DESC' ? 'ASC' : 'DESC' })
  }
  const changeOrder = (order: Required<AlertOrder>) => url.change({ ...url.queue.value, order })
  const change = (queue: Queue) => url.change(queue)

  const walk = computed<Walk>(() => ({
    ids: ids.value,
    endCursor: feed.feed.value?.endCursor ?? null,
    hasNextPage: feed.feed.value?.hasNextPage ?? false,
    total: total.value,
    totalIsExact: true,
  }))
  async function goFrom(id: string, by: 1 | -1) {
    if (by === 1 && !neighbourIn(walk.value, id, by)) await feed.loadMore()
    const next = neighbourIn(walk.value, id, by)
    if (next) open(next)
  }
  provideQueueContext((id) => ({
    place: computed(() => placeIn(walk.value, id.value)),
    go: (by) => goFrom(id.value, by),
  }))

  watch(url.list, () => {
    cursor.reset()
    view.value?.setScrollTop(0)
  })
  onMounted(async () => {
    if (!kept) return
    await nextTick()
    view.value?.setScrollTop(kept.scrollTop)
    if (kept.cursor) cursor.restore(kept.cursor)
  })
  onBeforeUnmount(() => {
    keepWalk(tenant, url.listQuery.value, walk.value)
    if (feed.feed.value) {
      keepQueue(name(), {
        feed: feed.feed.value,
        cursor: cursor.state.value.cursor,
        scrollTop: view.value?.scrollTop() ?? 0,
      })
    }
  })

  const linkTo = (id: string) => ({ name: 'alert', params: { tenant, id }, query: url.listQuery.value })
  return {
    ...url,
    ...feed,
    rows,
    ids,
    cursor,
    counts: counted.counts,
    total,
    current,
    isUnsettled: computed(() => (feed.feed.value ? isUnsettled(feed.feed.value) : false)),
    waiting: computed(() => feed.feed.value?.waiting.size ?? 0),
    gone: computed(() => rows.value.filter(({ gone }) => gone).length),
    show,
    open,
    sort,
    change,
    changeOrder,
    hrefOf: (id: string) => router.resolve(linkTo(id)).href,
    openPage: (id: string) => void router.push(linkTo(id)),
  }
}
