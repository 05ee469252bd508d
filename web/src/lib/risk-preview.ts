import { counted, sentenceCase } from './words'

export interface RiskPreview {
  alerts: number
  up: number
  down: number
  moves: { from: string; to: string; count: number }[]
  examples: { id: string; number: number; title: string; from: number; to: number }[]
}

/** What the job has found; null when its result is none of ours. */
export function previewOf(result: unknown): RiskPreview | null {
  const found = result as Partial<RiskPreview> | null
  const isWhole =
    typeof found?.alerts === 'number' &&
    typeof found.up === 'number' &&
    typeof found.down === 'number' &&
    Array.isArray(found.moves) &&
    Array.isArray(found.examples)
  return isWhole ? (found as RiskPreview) : null
}

/** "Of the newest 10,000 alerts, 12 higher and 3 lower." */
export function previewWords({ alerts, up, down }: RiskPreview): string {
  if (alerts === 0) return 'There is no alert to try the weights on.'
  if (up + down === 0) return `No score would change, out of the newest ${counted(alerts, 'alert')}.`
  const parts = [
    up > 0 ? `${up.toLocaleString('en')} higher` : '',
    down > 0 ? `${down.toLocaleString('en')} lower` : '',
  ]
  return `Of the newest ${counted(alerts, 'alert')}, ${parts.filter(Boolean).join(' and ')}.`
}

/** "Low to medium". */
export const moveWords = ({ from, to }: { from: string; to: string }): string =>
  `${sentenceCase(from)} to ${sentenceCase(to).toLowerCase()}`
