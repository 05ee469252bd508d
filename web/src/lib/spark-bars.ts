/** Heights for `values` in a box of `height`. Nothing is a line of 1, anything at least 2, so that one event in a busy hour still shows. */
export function barHeights(values: readonly number[], height: number): number[] {
  const highest = Math.max(...values, 0)
  return values.map((value) => (value > 0 ? Math.max(2, Math.round((value / highest) * height)) : 1))
}
