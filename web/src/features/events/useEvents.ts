import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { EventRow_EventFragment } from '../../gql/graphql'
import { filterOf, type EventView } from '../../lib/event-query'
import { useTenant } from '../../useTenantClient'

const PAGE = 100
const POLL_MS = 5_000
/** More that wait are no longer kept one by one: showing them begins the list anew. */
const MOST_WAITING = 1_000

const eventsQuery = graphql(`
  query Events($filter: EventFilter, $first: Int, $after: String, $last: Int, $before: String) {
    events(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      nodes {
        ...EventRow_Event
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`)

type Place = { first: number; after?: string } | { last: number; before: string }

/**
 * The events that a view asks for, newest first. While the time is counted back from now and the page is looked at, newer ones are asked for
 * every few seconds and wait for `show`: rows never move by themselves.
 */
export function useEvents(view: Readonly<Ref<EventView>>, onNews: () => void) {
  const { apollo } = useTenant()
  const rows = shallowRef<readonly EventRow_EventFragment[] | null>(null)
  const waiting = shallowRef<readonly EventRow_EventFragment[]>([])
  const fresh = shallowRef<ReadonlySet<string>>(new Set())
  const error = shallowRef<unknown>(null)
  const work = ref<'first' | 'more' | null>(null)
  const hasNextPage = ref(false)
  let ends: { start: string | null; end: string | null } = { start: null, end: null }
  let run = 0

  async function ask(place: Place) {
    const variables = { filter: filterOf(view.value), ...place }
    const { data } = await apollo.query({ query: eventsQuery, variables, fetchPolicy: 'no-cache' })
    return data.events
  }

  async function load(kind: 'first' | 'more', place: Place) {
    const own = ++run
    work.value = kind
    try {
      const { nodes, pageInfo } = await ask(place)
      if (own !== run) return
      rows.value = kind === 'more' ? [...(rows.value ?? []), ...nodes] : nodes
      if (kind === 'first') {
        waiting.value = []
        ends.start = pageInfo.startCursor ?? null
      }
      ends.end = pageInfo.endCursor ?? ends.end
      hasNextPage.value = pageInfo.hasNextPage
      error.value = null
    } catch (problem) {
      if (own === run) error.value = problem
    } finally {
      if (own === run) work.value = null
    }
  }
  const loadFirst = () => load('first', { first: PAGE })

  /** A poll that fails is passed over: the connection's state stands in the shell, and the next one may work. */
  async function poll() {
    if (view.value.range.kind !== 'last' || work.value || !rows.value || waiting.value.length >= MOST_WAITING) return
    const own = run
    const before = ends.start
    const page = await ask(before ? { last: PAGE, before } : { first: PAGE }).catch(() => null)
    if (!page || own !== run || page.nodes.length === 0) return
    ends.start = page.pageInfo.startCursor ?? null
    waiting.value = [...page.nodes, ...waiting.value]
    if (before === null && page.pageInfo.hasNextPage) return void loadFirst()
    onNews()
  }

  function show() {
    if (waiting.value.length >= MOST_WAITING) return void loadFirst()
    fresh.value = new Set(waiting.value.map(({ id }) => id))
    rows.value = [...waiting.value, ...(rows.value ?? [])]
    waiting.value = []
  }

  const visibility = useDocumentVisibility()
  useIntervalFn(() => void (visibility.value === 'visible' && poll()), POLL_MS)
  watch(visibility, (now) => void (now === 'visible' && poll()))
  watch(
    view,
    () => {
      rows.value = null
      error.value = null
      fresh.value = new Set()
      ends = { start: null, end: null }
      void loadFirst()
    },
    { immediate: true },
  )
  return {
    rows,
    fresh,
    waiting: computed(() => waiting.value.length),
    error,
    work,
    hasNextPage,
    show,
    reload: () => void loadFirst(),
    loadMore: () => {
      if (work.value === null && !error.value && hasNextPage.value && ends.end)
        void load('more', { first: PAGE, after: ends.end })
    },
  }
}
