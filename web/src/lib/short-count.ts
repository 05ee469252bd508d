/** A count in at most four signs for a badge: 7, 999, 1.2k, 10k+. `isExact` false: at least so many. */
export function shortCount(count: number, isExact = true): string {
  const more = isExact ? '' : '+'
  if (count < 1000) return `${count}${more}`
  const thousands = count / 1000
  return `${thousands < 10 ? Math.floor(thousands * 10) / 10 : Math.floor(thousands)}k${more}`
}
