import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { AlertChange, AlertFilter, AlertOrder, AlertRow_AlertFragment } from '../../gql/graphql'
import {
  applyChange,
  catchUp,
  firstPage,
  nextPage,
  reveal,
  showsTheSame,
  type Feed,
  type FeedPage,
} from '../../lib/alert-feed'
import { comparing } from '../../lib/alert-order'
import { useLazyRefresh } from '../../useLazyRefresh'
import { useLiveChanges } from '../../useLiveChanges'
import { useTenant } from '../../useTenantClient'

const PAGE = 100
/** More newcomers than that after a break: the list begins anew instead of letting them all wait. */
const MOST_WAITING = 1_000

const pageQuery = graphql(`
  query AlertFeed($first: Int!, $after: String, $filter: AlertFilter, $orderBy: AlertOrder) {
    alerts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        ...AlertRow_Alert
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

const changes = graphql(`
  subscription AlertFeed_Changes($filter: AlertFilter) {
    alertChanged(filter: $filter) {
      kind
      alertId
      matches
      alert {
        ...AlertRow_Alert
      }
    }
  }
`)

export interface AlertList {
  filter: AlertFilter
  order: Required<AlertOrder>
}

type Row = AlertRow_AlertFragment
type Change = Pick<AlertChange, 'kind' | 'alertId' | 'matches'> & { alert?: Row | null }
type Work = 'first' | 'more' | 'again'

interface Surroundings {
  /** Rows to begin with, from an earlier look at the same list. */
  begin: Feed<Row> | null
  /** Index of the last row that must survive a catching up: how far down the reader is. */
  reach: () => number
  /** Something in the tenant that this list is about has changed. */
  onNews: () => void
  /** What the page loaded first is looked at once more, as the socket has opened meanwhile. */
  onSecondLook: () => void
}

/**
 * The live list that a filter and an order describe. Rows never move by themselves: newcomers wait for `show`, rows that left stay greyed until
 * then. After a break of the connection, and when the server says RESYNC, it catches up in place.
 */
export function useAlertFeed(list: Readonly<Ref<AlertList>>, { begin, reach, onNews, onSecondLook }: Surroundings) {
  const { apollo } = useTenant()
  const feed = shallowRef<Feed<Row> | null>(begin)
  const error = shallowRef<unknown>(null)
  const work = ref<Work | null>(null)
  const compare = computed(() => comparing(list.value.order))
  /** Changes that arrive while a page is on its way: the page may be older than they are. */
  let missed: Change[] = []
  let newestRun = 0

  async function ask(after: string | null): Promise<FeedPage<Row>> {
    const { filter, order } = list.value
    const variables = { first: PAGE, after, filter, orderBy: order }
    const { data } = await apollo.query({ query: pageQuery, variables, fetchPolicy: 'no-cache' })
    return data.alerts
  }

  /** One question at a time: a later one makes the answer of an earlier one worthless. */
  async function load(kind: Work, read: () => Promise<(feed: Feed<Row> | null) => Feed<Row>>): Promise<void> {
    const run = ++newestRun
    work.value = kind
    missed = []
    try {
      const loaded = await read()
      if (run !== newestRun) return
      feed.value = missed.reduce(withChange, loaded(feed.value))
      error.value = null
    } catch (problem) {
      if (run === newestRun) error.value = problem
    } finally {
      if (run === newestRun) work.value = null
    }
  }

  const loadFirst = () =>
    load('first', async () => {
      const page = await ask(null)
      return () => firstPage(page)
    })

  const loadMore = () =>
    load('more', async () => {
      const page = await ask(feed.value?.endCursor ?? null)
      return (current) => (current ? nextPage(current, page) : firstPage(page))
    })

  const catchUpInPlace = () =>
    load('again', async () => {
      const shown = feed.value?.rows ?? []
      const last = shown[Math.min(Math.max(reach(), PAGE - 1), shown.length - 1)]?.alert
      const most = shown.length + MOST_WAITING
      let page = await ask(null)
      const isThere = () => !page.pageInfo.hasNextPage || !last || passes(page.nodes.at(-1), last)
      while (!isThere() && page.nodes.length < most) {
        const next = await ask(page.pageInfo.endCursor ?? null)
        page = { nodes: [...page.nodes, ...next.nodes], pageInfo: next.pageInfo }
      }
      return (current) => {
        const now = current && isThere() ? catchUp(current, page, compare.value, performance.now()) : firstPage(page)
        if (!current || !showsTheSame(current, now)) onNews()
        return now
      }
    })

  const passes = (reached: Row | undefined, last: Row) => reached === undefined || compare.value(reached, last) >= 0

  const again = useLazyRefresh(() => void (feed.value ? catchUpInPlace() : loadFirst()))

  function withChange(current: Feed<Row>, { alertId, alert, matches }: Change): Feed<Row> {
    if (!alertId) return current
    return applyChange(current, { alertId, alert: alert ?? null, matches }, compare.value, performance.now())
  }

  function take(change: Change) {
    onNews()
    if (change.kind === 'RESYNC') return again()
    if (work.value) missed.push(change)
    if (feed.value) feed.value = withChange(feed.value, change)
  }

  /** Newcomers take their places, rows that left go. */
  function show() {
    if (feed.value) feed.value = reveal(feed.value, compare.value, performance.now())
  }

  useLiveChanges(
    changes,
    computed(() => ({ filter: list.value.filter })),
    {
      onChange: ({ alertChanged }) => take(alertChanged),
      onResumed: (isFirst) => {
        if (isFirst) onSecondLook()
        else onNews()
        again()
      },
    },
  )
  watch(list, () => {
    feed.value = null
    error.value = null
    void loadFirst()
  })
  if (begin) again()
  else void loadFirst()
  return {
    feed,
    error,
    work,
    show,
    reload: () => void (feed.value ? catchUpInPlace() : loadFirst()),
    /** Resolves when there is more to show, or nothing more to load. */
    loadMore: async () => {
      if (work.value === null && feed.value?.hasNextPage) await loadMore()
    },
  }
}
