import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { graphql } from '../../gql'
import type { AgentFilter, AgentOrder, AgentSort, AgentStatus } from '../../gql/graphql'
import { AGENT_SORTS, AGENT_STATUSES } from '../../lib/agent-words'
import { useLazyRefresh } from '../../useLazyRefresh'
import { useLiveChanges } from '../../useLiveChanges'
import { usePages } from '../../usePages'
import { useTenant } from '../../useTenantClient'

const PAGE = 50

const listQuery = graphql(`
  query Agents($filter: AgentFilter, $orderBy: AgentOrder, $first: Int!, $after: String) {
    agents(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes {
        ...AgentRow_Agent
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)
const agentChanged = graphql(`
  subscription AgentChanged {
    agentChanged {
      kind
    }
  }
`)

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const isStatus = (text: string): text is AgentStatus => Object.hasOwn(AGENT_STATUSES, text)

/** Agents as the address of the page asks for them: ?q=mac&status=OFFLINE&version=1.2&sort=LAST_SEEN_AT. */
export function useAgents(told: () => void) {
  const { apollo } = useTenant()
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => {
    const { q, status, version, sort } = route.query
    const order = textOf(sort)
    return {
      text: textOf(q),
      version: textOf(version),
      status: isStatus(textOf(status)) ? (textOf(status) as AgentStatus) : null,
      sort: (Object.hasOwn(AGENT_SORTS, order) ? order : 'NAME') as AgentSort,
    }
  })
  function change(next: Partial<(typeof view)['value']>) {
    const { text, status, version, sort } = { ...view.value, ...next }
    const query = { q: text || undefined, status: status ?? undefined, version: version || undefined }
    void router.replace({ query: { ...query, sort: sort === 'NAME' ? undefined : sort } })
  }
  const filter = computed<AgentFilter>(() => {
    const { text, status, version } = view.value
    return {
      ...(text.trim() ? { name: text.trim() } : {}),
      ...(status ? { status: [status] } : {}),
      ...(version ? { version: [version] } : {}),
    }
  })
  const orderBy = computed<AgentOrder>(() => {
    const { sort } = view.value
    return { field: sort, direction: sort === 'NAME' ? 'ASC' : 'DESC' }
  })
  const pages = usePages(
    async (after) => {
      const variables = { filter: filter.value, orderBy: orderBy.value, first: PAGE, after }
      const { data } = await apollo.query({ query: listQuery, variables, fetchPolicy: 'network-only' })
      return data.agents
    },
    () => JSON.stringify([filter.value, orderBy.value]),
  )
  const refresh = useLazyRefresh(() => {
    told()
    void pages.reload()
  })
  useLiveChanges(agentChanged, ref({}), { onChange: refresh, onResumed: (isFirst) => isFirst || refresh() })
  return { view, change, ...pages }
}
