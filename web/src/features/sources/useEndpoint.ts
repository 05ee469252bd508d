import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { Endpoint } from '../../lib/snippets/endpoint'
import { useTenant } from '../../useTenantClient'

/** Where a source is reached, as this browser reaches the server. */
export function useEndpoint(slug: MaybeRefOrGetter<string>, secret: MaybeRefOrGetter<string | null> = null) {
  const { tenant } = useTenant()
  return computed<Endpoint>(() => ({
    origin: location.origin,
    tenant,
    slug: toValue(slug),
    secret: toValue(secret),
  }))
}
