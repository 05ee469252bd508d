/** 0 does not fit; the whole text, its beginning, a word's beginning, within a word, and letters in their order follow downwards. */
export function textScore(text: string, search: string): number {
  const [hay, needle] = [fold(text), fold(search)]
  if (needle === '') return 1
  if (hay === needle) return 100
  if (hay.startsWith(needle)) return 80
  const at = hay.indexOf(needle)
  if (at > 0) return /[\p{L}\p{N}]/u.test(hay[at - 1] ?? '') ? 40 : 60
  const words = needle.split(/\s+/)
  if (words.length > 1) {
    const scores = words.map((word) => textScore(hay, word))
    return scores.includes(0) ? 0 : Math.min(...scores) / 2
  }
  return isInOrder(hay, needle) ? 10 : 0
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** Each letter begins a word or follows the one before: `ak` finds "API keys", but letters strewn about find nothing. */
function isInOrder(hay: string, needle: string): boolean {
  let at = -1
  for (const letter of needle) {
    const next = hay[at + 1] === letter ? at + 1 : hay.indexOf(` ${letter}`, at) + 1
    if (next === 0 && !(at === -1 && hay.startsWith(letter))) return false
    at = next
  }
  return true
}

/** Those that fit, the best first; equals keep their order. */
export function rankByText<Item>(items: readonly Item[], search: string, textOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, score: textScore(textOf(item), search) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
