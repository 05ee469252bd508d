/** A list's first page asked for again: what came since stands before what was loaded earlier, and changed rows are the new ones. */
export function withNewest<Row extends { id: string }>(shown: readonly Row[], page: readonly Row[]): Row[] {
  const fresh = new Set(page.map(({ id }) => id))
  return [...page, ...shown.filter(({ id }) => !fresh.has(id))].sort((one, other) => (one.id < other.id ? 1 : -1))
}
