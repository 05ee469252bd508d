import { deedDone, type Deed } from './deed'
import type { Failure } from './failure'
import { counted } from './words'

interface Ended {
  before: { key: string }
  failure: Failure | null
}

const MOST_NAMED = 3

/** What came of one deed to many alerts: "9 alerts closed as benign", and why the rest was not. `skipped` could not take it from the start. */
export function summaryOf(outcomes: readonly Ended[], skipped: number, deed: Deed) {
  const refused = outcomes.filter(({ failure }) => failure)
  const reasons = new Map<string, string[]>()
  for (const { before, failure } of refused) {
    const message = failure?.message ?? ''
    reasons.set(message, [...(reasons.get(message) ?? []), before.key])
  }
  const lines = [...reasons].map(([message, keys]) => `${named(keys)}: ${message.replace(/\.$/, '')}.`)
  if (skipped > 0) lines.push(`${skipped} left as they are: not possible from their status.`)
  return {
    tone: refused.length > 0 ? ('error' as const) : ('success' as const),
    title: `${counted(outcomes.length - refused.length, 'alert')} ${deedDone(deed)}${refused.length > 0 ? `, ${refused.length} refused` : ''}`,
    text: lines.length > 0 ? lines.join(' ') : undefined,
  }
}

function named(keys: readonly string[]): string {
  const shown = keys.slice(0, MOST_NAMED).join(', ')
  return keys.length > MOST_NAMED ? `${shown} and ${keys.length - MOST_NAMED} more` : shown
}
