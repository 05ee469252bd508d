import { isIP } from 'node:net'
import type { AlertProcess } from '../src/alerts/alert.process'
import type { Finding } from '../src/ingest/finding'
import { EventType } from '../src/scoring/event-type'
import { Severity } from '../src/scoring/severity'

/** As much as a column may hold, in characters. */
const longest: Partial<Record<keyof Finding, number>> = {
  ...{
    product: 100,
    title: 300,
    description: 10_000,
    vendorSeverity: 64,
    vendorStatus: 100,
    vendorId: 500,
    identity: 500,
  },
  ...{
    ruleId: 300,
    ruleName: 500,
    link: 2_000,
    entity: 500,
    host: 255,
    user: 255,
    resource: 500,
    cloudAccount: 200,
    srcIp: 64,
    dstIp: 64,
  },
  ...{
    domain: 254,
    url: 2_000,
    fileName: 500,
    md5: 32,
    sha1: 40,
    sha256: 64,
    mailSender: 500,
    mailSubject: 500,
    disposition: 100,
  },
}
const most: Partial<Record<keyof Finding, number>> = {
  ...{ mailRecipients: 50, tags: 50, techniques: 50, tactics: 50, observables: 100, indicators: 1_000 },
}

/** Why a finding cannot be stored, in words; null when it can. */
export function faultOf(finding: Finding): string | null {
  if (finding.title.trim() === '') return 'has no title'
  if (!Object.values(Severity).includes(finding.severity)) return `severity ${String(finding.severity)}`
  if (finding.eventType !== null && !Object.values(EventType).includes(finding.eventType)) return 'eventType'
  if (!['ALERT', 'RESOLUTION', 'INDICATOR', 'HEARTBEAT'].includes(finding.kind)) return `kind ${finding.kind}`
  return lengthFault(finding) ?? numberFault(finding) ?? processFault(finding.process) ?? textFault(finding, 'finding')
}

function lengthFault(finding: Finding): string | null {
  for (const [field, max] of Object.entries(longest)) {
    const value = finding[field as keyof Finding]
    if (value !== null && (typeof value !== 'string' || value === '' || value.length > max))
      return `${field} is not text of at most ${max}`
  }
  for (const [field, max] of Object.entries(most)) {
    const value = finding[field as keyof Finding]
    if (!Array.isArray(value) || value.length > max) return `${field} is not a list of at most ${max}`
  }
  return null
}

const isWhole = (value: number | null, max: number): boolean =>
  value === null || (Number.isInteger(value) && value >= 0 && value <= max)

function numberFault(finding: Finding): string | null {
  const { srcIp, dstIp, srcPort, dstPort, vendorScore, eventAt, endedAt } = finding
  if ([srcIp, dstIp].some((ip) => ip !== null && (isIP(ip) === 0 || ip.includes('%')))) return 'an address is none'
  if (!isWhole(srcPort, 65_535) || !isWhole(dstPort, 65_535)) return 'a port is none'
  if (!isWhole(vendorScore, 100)) return `vendorScore ${String(vendorScore)}`
  const times = [eventAt, endedAt, ...finding.indicators.flatMap((one) => [one.validFrom, one.validUntil])]
  return times.some((time) => time !== null && !(time.getTime() > 0)) ? 'a time is none' : null
}

function processFault(process: AlertProcess | null, depth = 1): string | null {
  if (process === null) return null
  if (depth > 4) return 'a process has too many parents'
  if (!isWhole(process.pid, 2_147_483_647)) return `pid ${String(process.pid)}`
  return processFault(process.parent, depth + 1)
}

/** NUL and half pairs of surrogates, wherever they are: Postgres refuses both. */
const unstorable = /\0|\p{Cs}/u

function textFault(value: unknown, place: string): string | null {
  if (typeof value === 'string') return unstorable.test(value) ? `${place} holds what Postgres cannot` : null
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${place} is no number`
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return value === undefined ? `${place} is undefined` : null
  for (const [key, inner] of Object.entries(value)) {
    const fault = textFault(inner, `${place}.${key}`)
    if (fault) return fault
  }
  return null
}
