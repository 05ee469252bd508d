import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { computed, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { EventHistogramQuery } from '../../gql/graphql'
import { barsOf, type Bars } from '../../lib/event-range'
import { filterOf, type EventView } from '../../lib/event-query'
import { useLazyRefresh } from '../../useLazyRefresh'
import { useTenant } from '../../useTenantClient'

const REFRESH_MS = 15_000

const histogramQuery = graphql(`
  query EventHistogram($filter: EventFilter, $from: DateTime!, $to: DateTime!, $buckets: Int!) {
    eventHistogram(filter: $filter, from: $from, to: $to, buckets: $buckets) {
      at
      count
      bySeverity {
        severity
        count
      }
    }
  }
`)

export interface EventBars {
  bars: Bars
  buckets: EventHistogramQuery['eventHistogram']
}

/**
 * How many of the view's events arrived when, whatever their severity: which of them are asked for is shown by the drawing, so that the others
 * can be counted beside them. The last answer stays while the next is on its way.
 */
export function useEventBars(view: Readonly<Ref<EventView>>) {
  const { apollo } = useTenant()
  const counted = shallowRef<EventBars | null>(null)
  const error = shallowRef<unknown>(null)
  let run = 0

  async function load() {
    const own = ++run
    const bars = barsOf(view.value.range, Date.now())
    const span = { from: new Date(bars.from).toISOString(), to: new Date(bars.to).toISOString(), buckets: bars.count }
    const variables = { filter: filterOf(view.value, 'severity'), ...span }
    try {
      const { data } = await apollo.query({ query: histogramQuery, variables, fetchPolicy: 'no-cache' })
      if (own !== run) return
      counted.value = { bars, buckets: data.eventHistogram }
      error.value = null
    } catch (problem) {
      if (own !== run) return
      error.value = problem
      counted.value = null
    }
  }

  const refresh = useLazyRefresh(() => void load())
  const visibility = useDocumentVisibility()
  const isMoving = computed(() => view.value.range.kind === 'last')
  useIntervalFn(() => void (visibility.value === 'visible' && isMoving.value && refresh()), REFRESH_MS)
  watch(
    () => JSON.stringify([view.value.range, filterOf(view.value, 'severity')]),
    () => void load(),
    { immediate: true },
  )
  return { counted, error, refresh }
}
