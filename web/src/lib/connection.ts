import { waitWords } from './words'

/** What is known of the way to the server at one moment; times in milliseconds. */
export interface ConnectionFacts {
  state: 'idle' | 'connecting' | 'live' | 'reconnecting' | 'refused'
  isOnline: boolean
  now: number
  /** When the connection broke. */
  cutOffAt: number | null
  heardAt: number | null
  retryAt: number | null
}

export interface ConnectionWords {
  tone: 'quiet' | 'good' | 'warning' | 'bad'
  label: string
  hint: string
  /** Set when what the page shows must not be trusted any more. */
  banner?: string
}

/** A break shorter than this is nobody's business: the page catches up by itself. */
export const STALE_AFTER_MS = 5_000

const seconds = (ms: number) => Math.max(0, Math.round(ms / 1000))

/** The connection in words for the sidebar and, once the page is stale, for the banner. */
export function connectionWords(facts: ConnectionFacts): ConnectionWords {
  const { state, isOnline, now, cutOffAt, heardAt, retryAt } = facts
  if (state === 'live') return { tone: 'good', label: 'Live', hint: 'Changes appear by themselves' }
  if (state === 'idle') return { tone: 'quiet', label: 'Connected', hint: 'Nothing on this page is live' }
  if (state === 'connecting') return { tone: 'quiet', label: 'Connecting', hint: 'Opening the live connection' }
  if (state === 'refused')
    return {
      tone: 'bad',
      label: 'Not live',
      hint: 'Your rights have changed',
      banner: 'Your rights here have changed, so this page is no longer live. Load it again.',
    }
  const again = retryAt !== null && seconds(retryAt - now) > 0 ? ` in ${seconds(retryAt - now)} s` : ''
  const label = isOnline ? `Reconnecting${again}` : 'Offline'
  const hint = isOnline ? 'Cut off from the server; what was missed is loaded then' : 'This device has no network'
  if (cutOffAt === null || now - cutOffAt < STALE_AFTER_MS) return { tone: 'warning', label, hint }
  const since = heardAt === null ? '' : ` What you see was last updated ${waitWords(seconds(now - heardAt))} ago.`
  const what = isOnline ? 'Cut off from the server.' : 'This device is offline.'
  return { tone: 'warning', label, hint, banner: `${what}${since}` }
}
