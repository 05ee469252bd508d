import { counted } from './words'

const MOST = 160

/** The beginning of an item for a list: blanks and line ends drawn together, cut with an ellipsis. */
export function firstWords(text: string): string {
  // Only as much is looked at as may be shown: an item may be a megabyte.
  const flat = text
    .slice(0, MOST * 8)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return flat.length > MOST || text.length > MOST * 8 ? `${flat.slice(0, MOST)}…` : flat
}

export interface Told {
  tone: 'success' | 'error' | 'info'
  title: string
  text?: string
}

/** What a replay did, with the reasons of those that failed again, each said once. */
export function replayTold(replayed: number, failed: number, reasons: readonly string[]): Told {
  if (replayed + failed === 0) return { tone: 'info', title: 'Nothing was left to replay: somebody else settled it' }
  const title = [
    ...(replayed > 0 ? [`${counted(replayed, 'item')} taken in`] : []),
    ...(failed > 0 ? [`${counted(failed, 'item')} failed again`] : []),
  ].join(', ')
  if (failed === 0) return { tone: 'success', title }
  return { tone: 'error', title, text: [...new Set(reasons)].slice(0, 3).join('; ') || undefined }
}

/** "Item 3 of its delivery": people count from one. */
export const itemWords = (item: number): string => `item ${(item + 1).toLocaleString('en')} of its delivery`

/** How often a replay has failed; empty for never. */
export const attemptWords = (attempts: number): string =>
  attempts === 0 ? '' : `${counted(attempts, 'replay')} failed`
