import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { AlertChange, AlertFilter, AlertRow_AlertFragment } from '../../gql/graphql'
import { applyChange, firstPage, nextPage, type Feed } from '../../lib/alert-feed'
import { useLiveChanges } from '../../useLiveChanges'
import { useTenant } from '../../useTenantClient'

const PAGE = 50

const pageQuery = graphql(`
  query AlertFeed($first: Int!, $after: String, $filter: AlertFilter) {
    alerts(first: $first, after: $after, filter: $filter, orderBy: { field: FIRST_SEEN_AT, direction: DESC }) {
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

type Change = Pick<AlertChange, 'kind' | 'alertId' | 'matches'> & { alert?: AlertRow_AlertFragment | null }

/**
 * The live list of the alerts a filter matches, newest first. Its rows are the server's pages plus the changes since;
 * after a break of the connection, and when the server says RESYNC, it loads again.
 */
export function useAlertFeed(filter: Readonly<Ref<AlertFilter>>) {
  const { apollo } = useTenant()
  const feed = shallowRef<Feed<AlertRow_AlertFragment> | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  /** Changes that arrive while a page is on its way: the page may be older than they are. */
  let missed: Change[] = []
  let newestRun = 0

  async function load(after: string | null) {
    const run = ++newestRun
    isLoading.value = true
    missed = []
    try {
      const variables = { first: PAGE, after, filter: filter.value }
      const { data } = await apollo.query({ query: pageQuery, variables, fetchPolicy: 'no-cache' })
      if (run !== newestRun) return
      const loaded = after && feed.value ? nextPage(feed.value, data.alerts) : firstPage(data.alerts)
      feed.value = missed.reduce(withChange, loaded)
      error.value = null
    } catch (problem) {
      if (run === newestRun) error.value = problem
    } finally {
      if (run === newestRun) isLoading.value = false
    }
  }

  function take(change: Change) {
    if (change.kind === 'RESYNC') return void load(null)
    if (isLoading.value) missed.push(change)
    if (feed.value) feed.value = withChange(feed.value, change)
  }

  const variables = computed(() => ({ filter: filter.value }))
  useLiveChanges(changes, variables, {
    onChange: ({ alertChanged }) => take(alertChanged),
    onResumed: () => void load(null),
  })
  watch(
    filter,
    () => {
      feed.value = null
      void load(null)
    },
    { immediate: true },
  )
  return { feed, error, isLoading, reload: () => load(null), loadMore: () => load(feed.value?.endCursor ?? null) }
}

function withChange(feed: Feed<AlertRow_AlertFragment>, { alertId, alert, matches }: Change) {
  return alertId ? applyChange(feed, { alertId, alert: alert ?? null, matches }) : feed
}
