/** Traffic Light Protocol 2.0 (FIRST): who may be told, from everybody to nobody else. */
export const tlpWords = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const

export type Tlp = (typeof tlpWords)[number]

/** The word as TLP 2.0 writes it, whatever its case, with or without `TLP:`; version 1's WHITE is CLEAR. Null for anything else. */
export function tlpOf(text: string): Tlp | null {
  const colour = text
    .trim()
    .toUpperCase()
    .replace(/^TLP:\s*/, '')
  const word = `TLP:${colour === 'WHITE' ? 'CLEAR' : colour}`
  return tlpWords.find((one) => one === word) ?? null
}
