import { useVirtualizer } from '@tanstack/vue-virtual'
import { computed, nextTick, watch, type Ref } from 'vue'
import type { FeedRow } from '../../lib/alert-feed'

/** Rows that are drawn above and below what is visible, so that fast scrolling shows no gaps. */
const OVERSCAN = 12
/** The pool of rows grows and shrinks in such steps, so that one row more or less does not make all of them anew. */
const POOL_STEP = 16
/** The next page is asked for when the reader is this near to the end of what is loaded. */
const AHEAD = 60
const FOOT_HEIGHT = 36

interface Source<Row> {
  rows: () => readonly Row[]
  hasNextPage: () => boolean
  rowHeight: Readonly<Ref<number>>
  /** px that the sticky headings cover. */
  headHeight: Readonly<Ref<number>>
}

/** The part of a long list that is visible, where each of its rows goes, and the reader's place in it. */
export function useVirtualRows<Row extends FeedRow<{ id: string; version: number }>>(
  scroller: Readonly<Ref<HTMLElement | null>>,
  { rows, hasNextPage, rowHeight, headHeight }: Source<Row>,
  onNearEnd: () => void,
) {
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: rows().length,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight.value,
      overscan: OVERSCAN,
      scrollMargin: headHeight.value,
      scrollPaddingStart: headHeight.value,
    })),
  )
  watch(rowHeight, () => virtualizer.value.measure())

  /** A row that leaves at one end becomes the one that comes at the other: filling it anew costs a fraction of making one. */
  const virtualRows = computed(() => {
    const items = virtualizer.value.getVirtualItems()
    const pool = Math.ceil((items.length + 1) / POOL_STEP) * POOL_STEP
    return items.flatMap(({ index, start }) => {
      const row = rows()[index]
      return row ? [{ index, row, top: start - headHeight.value, slot: index % pool }] : []
    })
  })
  const height = computed(() => rows().length * rowHeight.value + (hasNextPage() ? FOOT_HEIGHT : 0))

  const isNearEnd = computed(() => hasNextPage() && (virtualRows.value.at(-1)?.index ?? 0) >= rows().length - AHEAD)
  watch([isNearEnd, () => rows().length], ([near]) => near && onNearEnd(), { flush: 'post' })

  const top = () => scroller.value?.scrollTop ?? 0
  const indexAt = (offset: number) => Math.max(0, Math.floor(offset / rowHeight.value))

  /** Makes a change to the rows under which the row the reader looks at (`preferred`, if it is visible) stays where it is on the screen. */
  async function keepPlace(preferred: string | null, change: () => void) {
    const first = indexAt(top())
    const visible = rows().slice(first, lastVisible() + 1)
    const anchor = visible.find(({ alert }) => alert.id === preferred) ?? visible[0]
    const before = anchor ? rows().indexOf(anchor) * rowHeight.value - top() : 0
    const wasAtTop = isAtTop()
    change()
    await nextTick()
    const now = rows().findIndex(({ alert }) => alert.id === anchor?.alert.id)
    if (!wasAtTop && now >= 0 && scroller.value) scroller.value.scrollTop = now * rowHeight.value - before
  }

  const lastVisible = () => indexAt(top() + (scroller.value?.clientHeight ?? 0))
  const isAtTop = () => top() < rowHeight.value / 2

  return {
    virtualRows,
    height,
    lastVisible,
    isAtTop,
    keepPlace,
    scrollToIndex: (index: number, align: 'auto' | 'center' | 'start' = 'auto') =>
      virtualizer.value.scrollToIndex(index, { align }),
  }
}
