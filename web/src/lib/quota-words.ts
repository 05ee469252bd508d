import { counted } from './words'

export interface Quota {
  limit?: number | null
  used: number
}

/** "12,345 items today", with the limit where there is one. */
export function quotaLine({ limit, used }: Quota): string {
  return limit == null
    ? `${counted(used, 'item')} today`
    : `${used.toLocaleString('en')} of ${counted(limit, 'item')} today`
}

/** How much of the quota is used, in whole percent, never 100 before it is. */
export function quotaPercent({ limit, used }: Quota): number {
  return limit == null ? 0 : Math.min(100, Math.floor((used / limit) * 100))
}

/** What a limit that is not saved yet would mean for what has come today already; null when nothing. 0: no limit. */
export function quotaForecast({ limit, used }: { limit: number; used: number }): string | null {
  if (!(limit > 0) || used < limit * 0.8) return null
  const came = `${counted(used, 'item')} came today already`
  return used >= limit ? `${came}: deliveries would be refused at once.` : `${came}: little would be left for today.`
}
