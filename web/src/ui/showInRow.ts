/** On a narrow screen a row of tabs scrolls, and it alone: the one that is chosen is to be seen, also when the address chose it. */
export function showInRow(tab: Element | null | undefined): void {
  const row = tab?.parentElement
  if (!tab || !row) return
  const [own, seen] = [tab.getBoundingClientRect(), row.getBoundingClientRect()]
  // Whole pixels, for scrolling knows no others.
  row.scrollLeft += Math.ceil(Math.max(0, own.right - seen.right)) + Math.floor(Math.min(0, own.left - seen.left))
}
