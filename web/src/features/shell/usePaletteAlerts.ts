import { watchDebounced } from '@vueuse/core'
import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { PaletteAlertsQuery } from '../../gql/graphql'
import { alertSearch } from '../../lib/alert-search'
import { readFailure } from '../../lib/failure'
import { useTenant } from '../../useTenantClient'

const TYPING_MS = 180

const document = graphql(`
  query PaletteAlerts($filter: AlertFilter!) {
    alerts(first: 8, filter: $filter, orderBy: { field: LAST_SEEN_AT, direction: DESC }) {
      nodes {
        id
        key
        title
        severity
        status
        entity
      }
    }
  }
`)

export type PaletteAlert = PaletteAlertsQuery['alerts']['nodes'][number]

/** Alerts for what is typed: asked once the typing pauses, and an answer that comes too late is dropped. */
export function usePaletteAlerts(search: Readonly<Ref<string>>) {
  const { apollo, tenant } = useTenant()
  const alerts = shallowRef<PaletteAlert[]>([])
  const fault = ref<string | null>(null)
  const isSearching = ref(false)
  let asking: AbortController | undefined

  async function ask(text: string) {
    asking?.abort()
    const filter = alertSearch(text, tenant)
    fault.value = null
    isSearching.value = filter !== null
    if (!filter) {
      alerts.value = []
      return
    }
    const mine = (asking = new AbortController())
    try {
      const { data } = await apollo.query({
        query: document,
        variables: { filter },
        fetchPolicy: 'no-cache',
        context: { queryDeduplication: false, fetchOptions: { signal: mine.signal } },
      })
      if (mine === asking) alerts.value = data.alerts.nodes
    } catch (error) {
      if (mine !== asking || mine.signal.aborted) return
      alerts.value = []
      fault.value = readFailure(error).message
    }
    if (mine === asking) isSearching.value = false
  }

  watchDebounced(search, ask, { debounce: TYPING_MS })
  onScopeDispose(() => asking?.abort())
  return { alerts, fault, isSearching }
}
