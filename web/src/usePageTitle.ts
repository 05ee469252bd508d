import { useTitle } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

/** The tab's title, most telling part first. */
export function usePageTitle(title: MaybeRefOrGetter<string>): void {
  useTitle(computed(() => `${toValue(title)} · Tocsin`))
}
