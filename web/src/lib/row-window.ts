/** What of a long list can be seen, in px of its rows: where the view begins, and how tall it is. */
export interface View {
  top: number
  height: number
}

/** The rows to draw, first and last included; of an empty list none. */
export interface RowWindow {
  first: number
  last: number
}

/** The rows of a list in which each is as tall as any other that a view shows, and `spare` more at either end. */
export function windowOf({ top, height }: View, rowHeight: number, count: number, spare: number): RowWindow {
  const first = Math.floor(top / rowHeight) - spare
  const last = Math.ceil((top + height) / rowHeight) - 1 + spare
  // A list that shrank is scrolled beyond its end for a moment: then its end is drawn.
  const end = Math.min(last, count - 1)
  return { first: Math.max(0, Math.min(first, end)), last: end }
}

/** Where a view must begin to show a row; null when it shows the whole of it already and is not asked for a place. */
export function topShowing(
  index: number,
  rowHeight: number,
  { top, height }: View,
  align: 'auto' | 'center' | 'start',
): number | null {
  const start = index * rowHeight
  const end = start + rowHeight
  if (align === 'start') return start
  if (align === 'center') return Math.max(0, start - (height - rowHeight) / 2)
  if (start < top) return start
  return end > top + height ? end - height : null
}
