import { useQuery } from '@vue/apollo-composable'
import { computed, inject, provide, watch, type ComputedRef, type InjectionKey } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { graphql } from '../../gql'
import type { Viewer_ViewerFragment } from '../../gql/graphql'
import { markSession, signInAgain } from './sessionMark'

graphql(`
  fragment Viewer_Viewer on Viewer {
    user {
      id
      name
      email
    }
    tenant {
      id
      slug
      name
    }
    role
    permissions
    isOperator
    mustChangePassword
    preferences
    tenants {
      role
      tenant {
        id
        slug
        name
      }
    }
  }
`)

const viewerQuery = graphql(`
  query Viewer {
    viewer {
      ...Viewer_Viewer
    }
  }
`)

const viewerKey: InjectionKey<ComputedRef<Viewer_ViewerFragment>> = Symbol('viewer')

/**
 * Asks who is signed in and sends away whoever may not be here: strangers to the sign-in page, holders of a generated
 * password to the change of it. `viewer` stays null until it is known that the page may be shown.
 */
export function useSignedInViewer() {
  const router = useRouter()
  const route = useRoute()
  const { result, loading, error, refetch } = useQuery(viewerQuery, null, { fetchPolicy: 'network-only' })
  const viewer = computed(() => {
    const found = result.value?.viewer
    return found && (!found.mustChangePassword || route.name === 'password') ? found : null
  })
  watch(result, (answer) => {
    if (!answer) return
    const next = route.fullPath
    if (!answer.viewer) return void router.replace(signInAgain(next))
    markSession()
    if (answer.viewer.mustChangePassword && route.name !== 'password')
      void router.replace({ name: 'password', query: { next } })
  })
  return { viewer, loading, error, refetch }
}

/** Lets everything below read the viewer and its permissions in this tenant. */
export function provideViewer(viewer: ComputedRef<Viewer_ViewerFragment>): void {
  provide(viewerKey, viewer)
}

/** The viewer of the tenant's page this component is on. */
export function useViewer() {
  const viewer = inject(viewerKey)
  if (!viewer) throw new Error('useViewer needs a tenant page above it')
  return { viewer, isAllowed: (permission: string) => viewer.value.permissions.includes(permission) }
}

/** The name of the tenant whose page this is; null outside any. */
export function useTenantName(): ComputedRef<string | null> {
  const viewer = inject(viewerKey, null)
  return computed(() => viewer?.value.tenant?.name ?? null)
}
