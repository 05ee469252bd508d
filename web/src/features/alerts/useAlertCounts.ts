import { shallowRef, watch, type Ref } from 'vue'
import { afterChange } from '../../apollo'
import { graphql } from '../../gql'
import type { AlertFilter, StatusSeverityCount } from '../../gql/graphql'
import { useLazyRefresh } from '../../useLazyRefresh'
import { useTenant } from '../../useTenantClient'

const countsQuery = graphql(`
  query AlertCounts($filter: AlertFilter) {
    alertCounts(filter: $filter) {
      status
      severity
      count
    }
  }
`)

export type Counts = readonly Pick<StatusSeverityCount, 'status' | 'severity' | 'count'>[]

/** How many alerts a filter matches, by status and severity; null until known. `refresh` asks again, not too often. */
export function useAlertCounts(filter: Readonly<Ref<AlertFilter>>) {
  const { apollo } = useTenant()
  const counts = shallowRef<Counts | null>(null)
  let newestRun = 0

  async function load(isNews: boolean) {
    const run = ++newestRun
    const variables = { filter: filter.value }
    const context = isNews ? afterChange : undefined
    const asked = apollo.query({ query: countsQuery, variables, fetchPolicy: 'no-cache', context })
    // Counts are a help: without them the list is still whole, and its own failure is told already.
    const answer = await asked.catch(() => null)
    if (run === newestRun && answer) counts.value = answer.data.alertCounts
  }

  watch(filter, () => void load(false), { immediate: true })
  return { counts, refresh: useLazyRefresh(() => void load(true)) }
}
