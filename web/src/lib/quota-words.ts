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
