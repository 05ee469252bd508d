import { useMutation } from '@vue/apollo-composable'
import { useDebounceFn } from '@vueuse/core'
import { computed, shallowRef, type ComputedRef } from 'vue'
import { graphql } from '../../gql'
import { useTenant } from '../../useTenantClient'
import { useViewer } from './useViewer'

const SAVE_AFTER_MS = 800

const setPreference = graphql(`
  mutation Preference_Set($input: SetPreferenceInput!) {
    setPreference(input: $input) {
      viewer {
        preferences
      }
    }
  }
`)

/** What was changed on this page and may not have reached the server yet, by tenant and key. */
const changed = shallowRef<ReadonlyMap<string, unknown>>(new Map())

/**
 * One display setting of this person in this tenant. It counts here at once and is kept on the server soon after; if that fails,
 * it still counts until the page is loaded again. `read` makes sense of whatever an older or newer version has kept.
 */
export function usePreference<Value>(key: string, read: (kept: unknown) => Value) {
  const { tenant } = useTenant()
  const { viewer } = useViewer()
  const { mutate } = useMutation(setPreference, { throws: 'never', fetchPolicy: 'no-cache' })
  const name = `${tenant} ${key}`
  const keptOnServer = (): unknown => (viewer.value.preferences as Record<string, unknown> | null)?.[key]
  const value: ComputedRef<Value> = computed(() =>
    read(changed.value.has(name) ? changed.value.get(name) : keptOnServer()),
  )
  const save = useDebounceFn(() => mutate({ input: { key, value: changed.value.get(name) ?? null } }), SAVE_AFTER_MS)

  function set(next: Value) {
    changed.value = new Map(changed.value).set(name, next)
    void save()
  }
  return { value, set }
}
