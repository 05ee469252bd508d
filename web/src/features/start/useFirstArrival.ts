import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { graphql } from '../../gql'
import type { FirstArrival_AlertFragment, FirstArrival_RefusedQuery } from '../../gql/graphql'
import { useLiveChanges } from '../../useLiveChanges'
import { useTenant } from '../../useTenantClient'

const POLL_MS = 2_000

graphql(`
  fragment FirstArrival_Alert on Alert {
    id
    key
    title
    severity
    entity
    firstSeenAt
    source {
      id
      name
    }
  }
`)

const arrivals = graphql(`
  subscription FirstArrival_Changes {
    alertChanged {
      kind
      alert {
        ...FirstArrival_Alert
      }
    }
  }
`)

const newestQuery = graphql(`
  query FirstArrival_Newest {
    alerts(first: 1, orderBy: { field: FIRST_SEEN_AT, direction: DESC }) {
      nodes {
        ...FirstArrival_Alert
      }
    }
  }
`)

const refusedQuery = graphql(`
  query FirstArrival_Refused {
    deliveries(first: 5, outcome: REFUSED) {
      nodes {
        id
        at
        reason
        repeats
        sourceSlug
        status
      }
    }
  }
`)

export type Refusal = FirstArrival_RefusedQuery['deliveries']['nodes'][number]

/** Waits for the first alert that arrives from now on, and meanwhile tells of attempts that were refused (to those who may see them). */
export function useFirstArrival(canSeeRefusals: () => boolean) {
  const { apollo } = useTenant()
  const alert = shallowRef<FirstArrival_AlertFragment | null>(null)
  const refused = shallowRef<Refusal[]>([])
  /** The refusals that were there before, and how often each: an earlier failure is not told as news. */
  let before: Map<string, number> | null = null

  useLiveChanges(
    arrivals,
    computed(() => ({})),
    {
      onChange: ({ alertChanged }) => {
        if (alertChanged.kind === 'RESYNC') void catchUp().catch(() => undefined)
        else if (alertChanged.kind === 'CREATED' && alertChanged.alert) alert.value ??= alertChanged.alert
      },
      onResumed: () => void catchUp().catch(() => undefined),
    },
  )
  /** What came while the connection was broken: the newest alert, unless it was the newest at the beginning, too. */
  async function catchUp() {
    const found = await newest()
    if (found && found.id !== (await atFirst)) alert.value ??= found
  }
  async function newest() {
    const { data } = await apollo.query({ query: newestQuery, fetchPolicy: 'no-cache' })
    return data.alerts.nodes[0] ?? null
  }
  const atFirst = newest().then(
    (found) => found?.id ?? null,
    () => null,
  )

  async function poll() {
    const { data } = await apollo.query({ query: refusedQuery, fetchPolicy: 'no-cache' })
    const { nodes } = data.deliveries
    before ??= new Map(nodes.map(({ id, repeats }) => [id, repeats]))
    const known = before
    refused.value = nodes
      .map((node) => ({ ...node, repeats: node.repeats - (known.get(node.id) ?? 0) }))
      .filter(({ repeats }) => repeats > 0)
  }
  const visibility = useDocumentVisibility()
  const watchRefusals = () => {
    if (canSeeRefusals() && !alert.value && visibility.value === 'visible') void poll().catch(() => undefined)
  }
  useIntervalFn(watchRefusals, POLL_MS, { immediateCallback: true })

  /** Waits for the next one. */
  function again() {
    alert.value = null
  }
  return { alert, refused, again }
}
