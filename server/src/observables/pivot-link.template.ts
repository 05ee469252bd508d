import { storableText } from '../platform/storable'

/** Where the value goes. */
const place = '{value}'

/** Why text is no template; null when it is one. The value never decides which host is asked: that would be a link to the malware itself. */
export function faultOfTemplate(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return 'must be an http or https address'
  if (!text.includes(place)) return `must contain ${place}`
  const origin = /^https?:\/\/[^/?#]+/i.exec(text)?.[0] // without a host a browser takes the next part for one
  if (origin === undefined) return 'is not a valid address'
  if (/[{}\\]/.test(origin)) return `must have ${place} after the host, in the path, query or fragment`
  if (!URL.canParse(text.replaceAll(place, 'x'))) return 'is not a valid address'
  return new URL(text.replaceAll(place, 'x')).username === '' ? null : 'must not carry a user name or password'
}

/** The template made out for a value; encoded, so that the value stays one part of the address whatever it holds. */
export const pivotUrl = (template: string, value: string): string =>
  template.replaceAll(place, () => encodeURIComponent(storableText(value)))
