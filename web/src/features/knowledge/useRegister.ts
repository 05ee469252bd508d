import { refDebounced } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { useTenant } from '../../useTenantClient'
import type { Register, RegisterRow } from './register'
import { requestsOf } from './register.requests'

/** The rows of a register that hold the words, page by page. */
export function useRegister(register: Register) {
  const requests = requestsOf(register.documents, useTenant().apollo)
  const words = ref('')
  const sought = refDebounced(words, 200)
  const rows = shallowRef<RegisterRow[] | null>(null)
  const total = ref(0)
  const next = ref<string | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  let run = 0

  async function load(after: string | null) {
    const own = ++run
    isLoading.value = true
    try {
      const page = await requests.list({ text: sought.value.trim() || null, after })
      if (own !== run) return
      rows.value = after ? [...(rows.value ?? []), ...page.rows] : page.rows
      next.value = page.next
      total.value = page.total
      error.value = null
    } catch (problem) {
      if (own === run) error.value = problem
    } finally {
      if (own === run) isLoading.value = false
    }
  }
  watch(sought, () => void load(null), { immediate: true })

  return {
    words,
    sought,
    rows,
    total,
    error,
    isLoading,
    hasMore: computed(() => next.value !== null),
    reload: () => void load(null),
    loadMore: () => void load(next.value),
  }
}
