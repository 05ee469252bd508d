import { inject, provide, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { Place } from '../../lib/walk'
import { useAlertWalk } from './useAlertWalk'

/** The way through the list an alert was opened from: "12 of 340", the one before and the one after. */
export interface QueueContext {
  place: ComputedRef<Place>
  /** Shows the next (1) or the previous (-1) alert in place of this one; loads further pages at the end. Nothing happens at the very end. */
  go: (by: 1 | -1) => Promise<void>
}

const key: InjectionKey<(id: Readonly<Ref<string>>) => QueueContext> = Symbol('queue context')

/** The queue's page offers its own list to the pane beside it. */
export function provideQueueContext(contextOf: (id: Readonly<Ref<string>>) => QueueContext): void {
  provide(key, contextOf)
}

/** In the pane it follows the list beside it; on an alert's own page the list that the address describes. */
export function useQueueContext(id: Readonly<Ref<string>>): QueueContext {
  const contextOf = inject(key, null)
  return contextOf ? contextOf(id) : useAlertWalk(id)
}
