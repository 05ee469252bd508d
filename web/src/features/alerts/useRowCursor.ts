import { computed, shallowRef, watch, type Ref } from 'vue'
import {
  clear,
  extendTo,
  moveTo,
  noSelection,
  settle,
  toggle,
  toggleAll,
  type RowSelection,
} from '../../lib/row-selection'

/** The reader's place in a list and what is picked of it. `onMoved` brings the row into view. */
export function useRowCursor(ids: Readonly<Ref<readonly string[]>>, onMoved: (index: number) => void) {
  const state = shallowRef<RowSelection>(noSelection)
  const index = computed(() => (state.value.cursor === null ? -1 : ids.value.indexOf(state.value.cursor)))

  watch(ids, (now, before) => {
    state.value = settle(state.value, now, before.indexOf(state.value.cursor ?? ''))
  })

  function go(to: (state: RowSelection, ids: readonly string[], index: number) => RowSelection, target: number) {
    state.value = to(state.value, ids.value, target)
    if (index.value >= 0) onMoved(index.value)
  }
  /** Without a cursor the first step goes to the first row. */
  const from = (by: number) => (index.value < 0 ? 0 : index.value + by)

  return {
    state,
    index,
    moveBy: (by: number) => go(moveTo, from(by)),
    moveToIndex: (target: number) => go(moveTo, target),
    extendBy: (by: number) => go(extendTo, from(by)),
    extendToIndex: (target: number) => go(extendTo, target),
    put: (id: string) => go(moveTo, ids.value.indexOf(id)),
    /** Puts it there without scrolling. */
    restore: (id: string) => (state.value = { ...noSelection, cursor: ids.value.includes(id) ? id : null }),
    toggle: (id: string) => (state.value = toggle(state.value, id)),
    toggleAll: () => (state.value = toggleAll(state.value, ids.value)),
    clear: () => (state.value = clear(state.value)),
    reset: () => (state.value = noSelection),
  }
}
