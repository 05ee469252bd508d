import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { DeliveryOutcome, DeliveryRow_DeliveryFragment } from '../../gql/graphql'
import { withNewest } from '../../lib/newest-first'
import { useTenant } from '../../useTenantClient'

const PAGE = 25
const POLL_MS = 5_000

const deliveriesQuery = graphql(`
  query Deliveries($sourceId: ID, $outcome: DeliveryOutcome, $first: Int!, $after: String) {
    deliveries(sourceId: $sourceId, outcome: $outcome, first: $first, after: $after) {
      nodes {
        ...DeliveryRow_Delivery
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

/**
 * What arrived lately, newest first, at one source or (null) at any address of the tenant. While the page is looked at, the newest are asked
 * for every five seconds; what was loaded before stays where it is beneath them.
 */
export function useDeliveries(sourceId: () => string | null, outcome: Readonly<Ref<DeliveryOutcome | null>>) {
  const { apollo } = useTenant()
  const rows = shallowRef<DeliveryRow_DeliveryFragment[] | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  const cursor = ref<string | null>(null)
  /** Rows that came after the first load: they are told from the others for a moment. */
  const arrived = shallowRef<ReadonlySet<string>>(new Set())
  let run = 0

  async function ask(after: string | null) {
    const variables = { sourceId: sourceId(), outcome: outcome.value, first: PAGE, after }
    const { data } = await apollo.query({ query: deliveriesQuery, variables, fetchPolicy: 'no-cache' })
    return data.deliveries
  }

  async function load(after: string | null) {
    const own = ++run
    isLoading.value = true
    try {
      const { nodes, pageInfo } = await ask(after)
      if (own !== run) return
      rows.value = after ? [...(rows.value ?? []), ...nodes] : nodes
      cursor.value = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null
      error.value = null
    } catch (problem) {
      if (own === run) error.value = problem
    } finally {
      if (own === run) isLoading.value = false
    }
  }

  /** A poll that fails is passed over: the connection's state stands in the shell, and the next one may work. */
  async function poll() {
    if (isLoading.value || !rows.value) return
    const own = run
    const page = await ask(null).catch(() => null)
    if (!page || own !== run || !rows.value) return
    const known = new Set(rows.value.map(({ id }) => id))
    const isFirst = rows.value.length === 0
    arrived.value = new Set(page.nodes.map(({ id }) => id).filter((id) => !known.has(id)))
    // More came than one page holds: start anew instead of leaving a gap.
    const isGap = !isFirst && page.pageInfo.hasNextPage && page.nodes.every(({ id }) => !known.has(id))
    rows.value = isGap ? page.nodes : withNewest(rows.value, page.nodes)
    if (isFirst || isGap) cursor.value = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null
  }

  const visibility = useDocumentVisibility()
  useIntervalFn(() => void (visibility.value === 'visible' && poll()), POLL_MS)
  watch(visibility, (now) => void (now === 'visible' && poll()))
  watch(
    [sourceId, outcome],
    () => {
      rows.value = null
      arrived.value = new Set()
      void load(null)
    },
    { immediate: true },
  )
  return {
    rows,
    arrived,
    error,
    isLoading,
    hasMore: computed(() => cursor.value !== null),
    reload: () => load(null),
    loadMore: () => load(cursor.value),
    poll,
  }
}
