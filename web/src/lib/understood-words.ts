import { fieldWords } from './words'

/** As an alert's own page calls them. */
const LABELS: Readonly<Record<string, string>> = {
  srcIp: 'Source address',
  srcPort: 'Source port',
  dstIp: 'Destination address',
  dstPort: 'Destination port',
  url: 'URL',
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  vendorId: 'Id there',
  vendorSeverity: 'Severity there',
  vendorScore: 'Score there',
  vendorStatus: 'Status there',
  disposition: 'What the control did',
  eventType: 'Kind of event',
  eventAt: 'Happened',
  endedAt: 'Over since',
}

export const understoodLabel = (name: string): string =>
  Object.hasOwn(LABELS, name) ? (LABELS[name] ?? name) : fieldWords(name)

/** A field's value as people read it: a list of texts with commas, anything with parts of its own as the JSON that it is. */
export function understoodText(value: string): string {
  if (!value.startsWith('[')) return value
  try {
    const list = JSON.parse(value) as unknown[]
    return list.every((one) => typeof one === 'string') ? list.join(', ') : value
  } catch {
    return value
  }
}
