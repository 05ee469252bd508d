import { useQuery } from '@vue/apollo-composable'
import { useDocumentVisibility, useIntervalFn, useThrottleFn } from '@vueuse/core'
import { computed, onScopeDispose } from 'vue'
import { graphql } from '../../gql'
import { useTenant } from '../../useTenantClient'

/** At most this often however much arrives; without news (a page that subscribes to nothing) at least that often. */
const BUSY_MS = 4_000
const QUIET_MS = 30_000

/** How many alerts nobody has touched yet, kept up to date while the tab is looked at. It shares the news of the page's own subscriptions. */
export function useNewCount() {
  const { live } = useTenant()
  const visibility = useDocumentVisibility()
  const { result, refetch } = useQuery(
    graphql(`
      query NewCount {
        alerts(first: 1, filter: { status: { in: [NEW] } }) {
          totalCount
          totalCountIsExact
        }
      }
    `),
    null,
    { fetchPolicy: 'network-only' },
  )
  const count = useThrottleFn(
    () => {
      if (visibility.value === 'visible') void refetch()?.catch(() => undefined)
    },
    BUSY_MS,
    true,
  )
  useIntervalFn(count, QUIET_MS)
  onScopeDispose(live.whenNews(() => void count()))
  onScopeDispose(live.whenResumed(() => void count()))
  return computed(() => result.value?.alerts ?? null)
}
