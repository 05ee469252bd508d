import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { DeadLetterRow_LetterFragment, DeadLetterState } from '../../gql/graphql'
import { useTenant } from '../../useTenantClient'

const PAGE = 25
/** What one request gives at the most. */
const MOST_AT_ONCE = 100
const POLL_MS = 10_000

const lettersQuery = graphql(`
  query DeadLetters($sourceId: ID!, $state: DeadLetterState!, $first: Int!, $after: String) {
    deadLetters(sourceId: $sourceId, state: $state, first: $first, after: $after) {
      nodes {
        ...DeadLetterRow_Letter
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

/**
 * Items of one source that were set aside, newest first. While the page is looked at, what is shown is asked for again every ten seconds:
 * others may settle some. Nothing of it is cached, for a replay changes it beneath.
 */
export function useDeadLetters(sourceId: () => string, state: Readonly<Ref<DeadLetterState>>) {
  const { apollo } = useTenant()
  const rows = shallowRef<DeadLetterRow_LetterFragment[] | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  const cursor = ref<string | null>(null)
  let run = 0

  async function ask(first: number, after: string | null) {
    const variables = { sourceId: sourceId(), state: state.value, first, after }
    const { data } = await apollo.query({ query: lettersQuery, variables, fetchPolicy: 'no-cache' })
    return data.deadLetters
  }

  async function load(first: number, after: string | null) {
    const own = ++run
    isLoading.value = true
    try {
      const { nodes, pageInfo } = await ask(first, after)
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

  /** As many as are shown, as far as one request gives them. */
  const reload = () => load(Math.min(MOST_AT_ONCE, Math.max(PAGE, rows.value?.length ?? 0)), null)

  const visibility = useDocumentVisibility()
  const isFresh = () => visibility.value === 'visible' && !isLoading.value && (rows.value?.length ?? 0) <= MOST_AT_ONCE
  useIntervalFn(() => void (isFresh() && reload()), POLL_MS)
  watch(
    [sourceId, state],
    () => {
      rows.value = null
      void load(PAGE, null)
    },
    { immediate: true },
  )
  return {
    rows,
    error,
    isLoading,
    hasMore: computed(() => cursor.value !== null),
    reload,
    loadMore: () => load(PAGE, cursor.value),
  }
}
