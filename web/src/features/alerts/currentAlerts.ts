import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import type { DeedAlert } from '../../lib/deed'

/** What deeds act on: the selected rows, else the row under the cursor; on an alert's own page that one. */
export type CurrentAlert = DeedAlert

const key: InjectionKey<ComputedRef<readonly CurrentAlert[]>> = Symbol('current alerts')

/** Tells everything below what a deed of the keyboard is about. */
export function provideCurrentAlerts(alerts: () => readonly CurrentAlert[]): void {
  provide(key, computed(alerts))
}

/** The alerts that a deed would act on now; empty when there is none, and outside the pages that provide them. */
export function useCurrentAlerts(): ComputedRef<readonly CurrentAlert[]> {
  return inject(key, () => computed(() => []), true)
}
