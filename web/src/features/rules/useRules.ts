import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { graphql } from '../../gql'
import type { RuleFilter, RuleOrder, RuleSort } from '../../gql/graphql'
import { RULE_SORTS } from '../../lib/rule-words'
import { usePages } from '../../usePages'
import { useTenant } from '../../useTenantClient'

const PAGE = 50

const listQuery = graphql(`
  query Rules($filter: RuleFilter, $orderBy: RuleOrder, $first: Int!, $after: String) {
    rules(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes {
        ...RuleRow_Rule
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** Rules as the address of the page asks for them: ?q=brute&guide=yes&sort=NAME. */
export function useRules() {
  const { apollo } = useTenant()
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => {
    const sort = textOf(route.query.sort)
    return {
      text: textOf(route.query.q),
      guide: textOf(route.query.guide),
      sort: (Object.hasOwn(RULE_SORTS, sort) ? sort : 'ALERTS') as RuleSort,
    }
  })
  function change(next: Partial<(typeof view)['value']>) {
    const { text, guide, sort } = { ...view.value, ...next }
    const query = { q: text || undefined, guide: guide || undefined, sort: sort === 'ALERTS' ? undefined : sort }
    void router.replace({ query })
  }
  const filter = computed<RuleFilter>(() => {
    const { text, guide } = view.value
    return {
      ...(text.trim() ? { text: text.trim() } : {}),
      ...(guide === 'yes' || guide === 'no' ? { hasGuide: guide === 'yes' } : {}),
    }
  })
  const orderBy = computed<RuleOrder>(() => {
    const { sort } = view.value
    return { field: sort, direction: sort === 'NAME' ? 'ASC' : 'DESC' }
  })
  const pages = usePages(
    async (after) => {
      const variables = { filter: filter.value, orderBy: orderBy.value, first: PAGE, after }
      const { data } = await apollo.query({ query: listQuery, variables, fetchPolicy: 'network-only' })
      return data.rules
    },
    () => JSON.stringify([filter.value, orderBy.value]),
  )
  return { view, change, ...pages }
}
