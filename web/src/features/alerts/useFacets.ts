import { shallowRef, watch } from 'vue'
import { afterChange } from '../../apollo'
import { graphql } from '../../gql'
import type { AlertFilter, Facet } from '../../gql/graphql'
import { readFailure } from '../../lib/failure'
import { recounted } from '../../lib/queue-facets'
import type { QueueField } from '../../lib/queue-fields'
import { useLazyRefresh } from '../../useLazyRefresh'
import { useTenant } from '../../useTenantClient'

const facetsQuery = graphql(`
  query Facets($filter: AlertFilter, $fields: [String!]!, $top: Int!) {
    alerts(first: 1, filter: $filter) {
      facets(fields: $fields, top: $top) {
        field
        values {
          value
          label
          count
        }
      }
    }
  }
`)

interface Wish {
  filter: AlertFilter
  fields: readonly QueueField[]
  /** Values of each field, 1 to 100. */
  top: number
}

/**
 * The commonest values of some fields among the alerts of a filter, with their counts; asked for again when what is wished changes.
 * `refresh` asks again, not too often; while `isHeld`, it changes counts alone.
 */
export function useFacets(wish: () => Wish, isHeld: () => boolean = () => false) {
  const { apollo } = useTenant()
  const facets = shallowRef<ReadonlyMap<string, Facet['values']>>(new Map())
  const failure = shallowRef<string | null>(null)
  let newestRun = 0

  async function load(isNews: boolean) {
    const run = ++newestRun
    const { filter, fields, top } = wish()
    if (fields.length === 0) return
    const variables = { filter, fields: [...fields], top }
    try {
      const context = isNews ? afterChange : undefined
      const { data } = await apollo.query({ query: facetsQuery, variables, fetchPolicy: 'no-cache', context })
      if (run !== newestRun) return
      const standing = isNews && isHeld() ? facets.value : new Map<string, Facet['values']>()
      facets.value = new Map(
        data.alerts.facets.map(({ field, values }) => {
          const shown = standing.get(field)
          return [field, shown ? recounted(shown, values) : values]
        }),
      )
      failure.value = null
    } catch (error) {
      if (run === newestRun) failure.value = readFailure(error).message
    }
  }

  watch(
    () => JSON.stringify(wish()),
    () => void load(false),
    { immediate: true },
  )
  return {
    facets,
    failure,
    refresh: useLazyRefresh(() => void load(true)),
  }
}
