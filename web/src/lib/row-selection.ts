/** Where the reader is in a list, and what is picked: by id, so that both stay with their rows when the rows move. */
export interface RowSelection {
  cursor: string | null
  /** Where a range began. */
  anchor: string | null
  picked: ReadonlySet<string>
}

export const noSelection: RowSelection = { cursor: null, anchor: null, picked: new Set() }

type Ids = readonly string[]

/** Puts the cursor on the row at an index, bounded to the list. */
export function moveTo(state: RowSelection, ids: Ids, index: number): RowSelection {
  const id = ids[Math.max(0, Math.min(index, ids.length - 1))]
  return id === undefined ? state : { ...state, cursor: id, anchor: null }
}

/** Moves the cursor and picks everything from where the range began; what was picked outside the last range stays. */
export function extendTo(state: RowSelection, ids: Ids, index: number): RowSelection {
  const moved = moveTo(state, ids, index)
  if (moved.cursor === null) return state
  const anchor = state.anchor ?? state.cursor ?? moved.cursor
  const picked = new Set(state.picked)
  if (state.anchor !== null && state.cursor !== null)
    between(ids, state.anchor, state.cursor).forEach((id) => picked.delete(id))
  between(ids, anchor, moved.cursor).forEach((id) => picked.add(id))
  return { cursor: moved.cursor, anchor, picked }
}

/** Picks the row, or no longer. */
export function toggle(state: RowSelection, id: string): RowSelection {
  const picked = new Set(state.picked)
  if (!picked.delete(id)) picked.add(id)
  return { cursor: id, anchor: null, picked }
}

export const clear = (state: RowSelection): RowSelection => ({ ...state, anchor: null, picked: new Set() })

/** All of the list, or none of it when all is picked already. */
export function toggleAll(state: RowSelection, ids: Ids): RowSelection {
  const isAll = ids.length > 0 && ids.every((id) => state.picked.has(id))
  return { ...state, anchor: null, picked: new Set(isAll ? [] : ids) }
}

/**
 * The same after the list has changed: rows that left are no longer picked, and a cursor whose row left goes to the one that took
 * its place (`was`: the index it had).
 */
export function settle(state: RowSelection, ids: Ids, was: number): RowSelection {
  const known = new Set(ids)
  const picked = [...state.picked].filter((id) => known.has(id))
  const anchor = state.anchor !== null && known.has(state.anchor) ? state.anchor : null
  const isHere = state.cursor === null || known.has(state.cursor)
  const cursor = isHere ? state.cursor : (ids[Math.min(Math.max(was, 0), ids.length - 1)] ?? null)
  return { cursor, anchor, picked: picked.length === state.picked.size ? state.picked : new Set(picked) }
}

function between(ids: Ids, a: string, b: string): Ids {
  const [from, to] = [ids.indexOf(a), ids.indexOf(b)]
  return from === -1 || to === -1 ? [] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
}
