import { computed, shallowRef, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { graphql } from '../../gql'
import { queueQuery, urlQueryOf } from '../../lib/queue-query'
import { emptyWalk, neighbourIn, placeIn, type Walk } from '../../lib/walk'
import { useTenant } from '../../useTenantClient'
import type { QueueContext } from './useQueueContext'

const PAGE = 100
/** An alert that stands deeper in its list than this has no neighbours when its page is opened by a link. */
const MOST_PAGES = 10

const idsQuery = graphql(`
  query AlertWalk($first: Int!, $after: String, $filter: AlertFilter, $orderBy: AlertOrder) {
    alerts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
      totalCountIsExact
    }
  }
`)

/** The list as the queue showed it last, so that its order is still the one the analyst saw. */
const kept = new Map<string, Walk>()

const nameOf = (tenant: string, query: object): string => `${tenant} ${JSON.stringify(query)}`

/** Called by the queue when it is left: an alert's page goes on from here. Only the latest is kept. */
export function keepWalk(tenant: string, query: object, walk: Walk): void {
  kept.clear()
  kept.set(nameOf(tenant, query), walk)
}

/** The list that an alert page's address describes. */
export function useAlertWalk(id: Readonly<Ref<string>>): QueueContext {
  const { apollo, tenant } = useTenant()
  const route = useRoute()
  const router = useRouter()
  const list = computed(() => queueQuery(route.query))
  const query = computed(() => urlQueryOf(list.value.queue))
  const walk = shallowRef<Walk>(emptyWalk)

  async function loadMore(): Promise<void> {
    const { ids, endCursor } = walk.value
    const before = query.value
    const variables = { first: PAGE, after: endCursor, filter: list.value.filter, orderBy: list.value.order }
    const { data } = await apollo.query({ query: idsQuery, variables, fetchPolicy: 'no-cache' })
    if (nameOf(tenant, before) !== nameOf(tenant, query.value)) return
    const { nodes, pageInfo, totalCount, totalCountIsExact } = data.alerts
    walk.value = {
      ids: [...new Set([...ids, ...nodes.map((node) => node.id)])],
      endCursor: pageInfo.endCursor ?? null,
      hasNextPage: pageInfo.hasNextPage,
      total: totalCount,
      totalIsExact: totalCountIsExact,
    }
  }

  /** Without its list an alert's page is whole but for its neighbours: a failure is no reason to disturb. */
  async function find(): Promise<void> {
    walk.value = kept.get(nameOf(tenant, query.value)) ?? emptyWalk
    for (let pages = 0; pages < MOST_PAGES && !walk.value.ids.includes(id.value); pages++) {
      if (pages > 0 && !walk.value.hasNextPage) return
      await loadMore()
    }
  }

  async function go(by: 1 | -1): Promise<void> {
    const place = placeIn(walk.value, id.value)
    if (by === 1 && place.hasNext && !neighbourIn(walk.value, id.value, by)) await loadMore()
    const next = neighbourIn(walk.value, id.value, by)
    if (next) await router.replace({ name: 'alert', params: { ...route.params, id: next }, query: route.query })
  }

  watch(
    () => nameOf(tenant, query.value),
    () => void find().catch(() => undefined),
    { immediate: true },
  )
  return { place: computed(() => placeIn(walk.value, id.value)), go }
}
