import type { AlertFilter } from '../gql/graphql'

/** Shorter text matches nearly everything. */
const LEAST_LETTERS = 2

/** What a person types to find one alert – `ACME-1042`, `#1042`, `1042`, or words – as a filter; null when it is too little to ask. */
export function alertSearch(search: string, tenantSlug: string): AlertFilter | null {
  const text = search.trim()
  const [, prefix, digits] = /^(?:#|([\p{L}\p{N}-]+)-)?(\d{1,9})$/u.exec(text) ?? []
  if (digits && (!prefix || prefix.toLowerCase() === tenantSlug.toLowerCase()))
    return { number: { eq: Number(digits) } }
  return text.length >= LEAST_LETTERS ? { text } : null
}
