import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { graphql } from '../../gql'
import type { ObservableListFilter } from '../../gql/graphql'
import { usePages } from '../../usePages'
import { useTenant } from '../../useTenantClient'
import { OBSERVABLE_TYPES } from '../../lib/observable-words'

const PAGE = 50

const listQuery = graphql(`
  query Observables($filter: ObservableListFilter, $first: Int!, $after: String) {
    observables(filter: $filter, first: $first, after: $after) {
      nodes {
        ...ObservableRow_Observable
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** Observables as the address of the page asks for them: ?type=DOMAIN&q=evil[.]example&ioc=1. */
export function useObservables() {
  const { apollo } = useTenant()
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => {
    const type = textOf(route.query.type)
    return {
      type: (OBSERVABLE_TYPES as string[]).includes(type) ? type : '',
      text: textOf(route.query.q),
      isIocOnly: route.query.ioc === '1',
    }
  })
  function change(next: Partial<(typeof view)['value']>) {
    const { type, text, isIocOnly } = { ...view.value, ...next }
    void router.replace({ query: { type: type || undefined, q: text || undefined, ioc: isIocOnly ? '1' : undefined } })
  }
  const filter = computed<ObservableListFilter>(() => {
    const { type, text, isIocOnly } = view.value
    return {
      ...(type ? { type } : {}),
      ...(text.trim() ? { value: { contains: text.trim() } } : {}),
      ...(isIocOnly ? { isIoc: true } : {}),
    }
  })
  const pages = usePages(
    async (after) => {
      const variables = { filter: filter.value, first: PAGE, after }
      const { data } = await apollo.query({ query: listQuery, variables, fetchPolicy: 'network-only' })
      return data.observables
    },
    () => JSON.stringify(filter.value),
  )
  return { view, change, ...pages }
}
