import { useTitle } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useTenantName } from './features/auth/useViewer'

/** The tab's title, most telling part first; with the tenant's name, for tabs of several tenants stand side by side. */
export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  const tenant = useTenantName()
  useTitle(computed(() => [toValue(title), tenant.value, 'Tocsin'].filter(Boolean).join(' · ')))
}
