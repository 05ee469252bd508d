import { useEventListener, useResizeObserver } from '@vueuse/core'
import { computed, nextTick, ref, watch, type Ref } from 'vue'
import { topShowing, windowOf } from '../lib/row-window'

/** Rows that are drawn above and below what is visible, so that fast scrolling shows no gaps. */
const SPARE = 12
/** As long as nobody has scrolled: the first screen is there sooner. */
const SPARE_AT_FIRST = 3
/** The pool of rows grows and shrinks in such steps, so that one row more or less does not make all of them anew. */
const POOL_STEP = 16
/** The next page is asked for when the reader is this near to the end of what is loaded. */
const AHEAD = 60
const FOOT_HEIGHT = 36

interface Source<Row> {
  rows: () => readonly Row[]
  idOf: (row: Row) => string
  hasNextPage: () => boolean
  rowHeight: Readonly<Ref<number>>
  /** px that the sticky headings cover. */
  headHeight: Readonly<Ref<number>>
}

/** The part of a long list that is visible, where each of its rows goes, and the reader's place in it. */
export function useVirtualRows<Row>(
  scroller: Readonly<Ref<HTMLElement | null>>,
  { rows, idOf, hasNextPage, rowHeight, headHeight }: Source<Row>,
  onNearEnd: () => void,
) {
  const place = useScrollPlace(scroller)
  const view = () => ({ top: place.top.value, height: Math.max(0, place.height.value - headHeight.value) })
  const span = computed(() =>
    windowOf(view(), rowHeight.value, rows().length, place.hasMoved.value ? SPARE : SPARE_AT_FIRST),
  )
  // Numbers, so that scrolling within a row changes nothing.
  const first = computed(() => span.value.first)
  const last = computed(() => span.value.last)

  /** A row that leaves at one end becomes the one that comes at the other: filling it anew costs a fraction of making one. */
  const virtualRows = computed(() => {
    const pool = Math.ceil((last.value - first.value + 2) / POOL_STEP) * POOL_STEP
    return rows()
      .slice(first.value, last.value + 1)
      .map((row, at) => {
        const index = first.value + at
        return { index, row, top: index * rowHeight.value, slot: index % pool }
      })
  })
  const height = computed(() => rows().length * rowHeight.value + (hasNextPage() ? FOOT_HEIGHT : 0))

  const isNearEnd = computed(() => hasNextPage() && last.value >= rows().length - AHEAD)
  watch([isNearEnd, () => rows().length], ([near]) => near && onNearEnd(), { flush: 'post' })

  const top = () => scroller.value?.scrollTop ?? 0
  const indexAt = (offset: number) => Math.max(0, Math.floor(offset / rowHeight.value))

  /** Makes a change to the rows under which the row the reader looks at (`preferred`, if it is visible) stays where it is on the screen. */
  async function keepPlace(preferred: string | null, change: () => void) {
    const visible = rows().slice(indexAt(top()), lastVisible() + 1)
    const anchor = visible.find((row) => idOf(row) === preferred) ?? visible[0]
    const id = anchor && idOf(anchor)
    const before = anchor ? rows().indexOf(anchor) * rowHeight.value - top() : 0
    const wasAtTop = isAtTop()
    change()
    await nextTick()
    const now = rows().findIndex((row) => idOf(row) === id)
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
    scrollToIndex: (index: number, align: 'auto' | 'center' | 'start' = 'auto') => {
      const to = topShowing(index, rowHeight.value, { ...view(), top: top() }, align)
      if (to !== null) scroller.value?.scrollTo({ top: to })
    },
  }
}

/** How far an element is scrolled, how tall it is, and whether it was ever scrolled at all. */
function useScrollPlace(scroller: Readonly<Ref<HTMLElement | null>>) {
  const top = ref(0)
  const height = ref(0)
  const hasMoved = ref(false)
  // Told after the first layout and before it is painted, as in useWidth.
  useResizeObserver(scroller, ([entry]) => (height.value = entry?.contentRect.height ?? 0))
  useEventListener(
    scroller,
    'scroll',
    () => {
      top.value = scroller.value?.scrollTop ?? 0
      hasMoved.value = true
    },
    { passive: true },
  )
  return { top, height, hasMoved }
}
