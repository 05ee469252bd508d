import { DefaultApolloClient } from '@vue/apollo-composable'
import { inject, provide, type InjectionKey } from 'vue'
import { clientFor, type TenantClient } from './apollo'

interface Scope extends TenantClient {
  /** The tenant's slug as it stands in the URL. */
  tenant: string
}

const scopeKey: InjectionKey<Scope> = Symbol('tenant')

/** Gives everything below a component the client of one tenant. The component must be keyed by that tenant. */
export function provideTenant(tenant: string): void {
  const scope = { ...clientFor(tenant), tenant }
  provide(scopeKey, scope)
  provide(DefaultApolloClient, scope.apollo)
}

/** The tenant this component is shown for; throws outside a tenant's pages. */
export function useTenant(): Scope {
  const scope = inject(scopeKey)
  if (!scope) throw new Error('useTenant needs a tenant page above it')
  return scope
}
