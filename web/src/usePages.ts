import { computed, ref, shallowRef, watch, type WatchSource } from 'vue'

/** One part of a connection. */
export interface Part<Row> {
  nodes: Row[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

/** A list that is loaded part by part, from the start again whenever `changed` does. What was asked for before that is dropped when it comes. */
export function usePages<Row>(ask: (after: string | null) => Promise<Part<Row>>, changed: WatchSource) {
  const rows = shallowRef<Row[] | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  const cursor = ref<string | null>(null)
  let run = 0

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
      if (own !== run) return
      error.value = problem
      // What is shown belongs to another question.
      if (!after) rows.value = null
    } finally {
      if (own === run) isLoading.value = false
    }
  }
  watch(changed, () => void load(null), { immediate: true })

  return {
    rows,
    error,
    isLoading,
    hasMore: computed(() => cursor.value !== null),
    reload: () => load(null),
    loadMore: () => load(cursor.value),
  }
}
