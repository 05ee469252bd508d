import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Finding, Normalise } from '../src/ingest/finding'
import { readItems } from '../src/ingest/read-items'
import { untitled } from '../src/ingest/reading/checked'
import { unbundle } from '../src/ingest/unbundle'
import { projectRoot } from '../src/platform/config'

/** What a payload says, field by field, as its key has it; see the collection's own description. */
interface Answers {
  hashes: Record<string, string | null> | null
  mitre_techniques: string[] | null
  alerts?: Answers[] | null
  count: number
  accept?: Record<string, unknown[]>
  [field: string]: unknown
}

/** One field of one alert of a payload. */
export interface Cell {
  file: string
  field: string
  wanted: unknown
  got: unknown
  isRight: boolean
}

const folder = resolve(projectRoot, process.env.TOCSIN_FIXTURES ?? '../shared/fixtures')
const keyFile = join(folder, 'expected.json')

/** Null when the collection is not there. */
export const answerKey = (): Record<string, Answers> | null =>
  existsSync(keyFile) ? (JSON.parse(readFileSync(keyFile, 'utf8')) as Record<string, Answers>) : null

const sender = { name: 'Score', product: 'auto' }

/** Reads a payload of the collection as a webhook would. */
export function readFixture(file: string, normalise: Normalise): Finding[] {
  const items = unbundle(readItems(readFileSync(join(folder, file))), sender.product)
  return items.map((item) => normalise('value' in item ? item.value : {}, sender))
}

/** Every cell of a payload that its key says something about. */
export function cellsOf(file: string, answers: Answers, findings: Finding[]): Cell[] {
  const wanted = answers.alerts?.length ? answers.alerts : [answers]
  const count = cell(file, 'count', answers.count, findings.length, findings.length === answers.count)
  return [count, ...wanted.flatMap((one, index) => cellsOfAlert(file, one, answers.accept ?? {}, findings[index]))]
}

/** Scored only where the key holds a value. */
const onlyWhenStated = new Set(['severity_score', 'resource', 'status_raw', 'kind'])

function cellsOfAlert(file: string, answers: Answers, accept: Record<string, unknown[]>, finding?: Finding): Cell[] {
  return Object.entries(saidBy(finding)).flatMap(([field, got]) => {
    const [outer = '', inner] = field.split('.')
    const wanted = inner ? (answers.hashes?.[inner] ?? null) : (answers[outer] ?? null)
    if (wanted === null && onlyWhenStated.has(field)) return []
    const others = [...(accept[field] ?? []), ...(inner ? (accept[outer] ?? []) : [])]
    if (field === 'domain') others.push(...hostsOf([answers.url, ...(accept.url ?? [])]))
    return [
      cell(
        file,
        field,
        wanted,
        got,
        [wanted, ...others].some((one) => isSame(field, one, got)),
      ),
    ]
  })
}

const cell = (file: string, field: string, wanted: unknown, got: unknown, isRight: boolean): Cell => ({
  file,
  field,
  wanted,
  got,
  isRight,
})

const labels: Record<string, string | null> = { UNKNOWN: null, FATAL: 'critical' }

function saidBy(finding?: Finding): Record<string, unknown> {
  const { severity = 'UNKNOWN', title } = finding ?? {}
  return {
    source_product: finding?.product ?? null,
    severity_raw: finding?.vendorSeverity ?? null,
    severity_score: finding?.vendorScore ?? null,
    severity_label: severity in labels ? labels[severity] : severity.toLowerCase(),
    title: title === untitled(sender) ? null : (title ?? null),
    event_time: finding?.eventAt?.toISOString() ?? null,
    host: finding?.host ?? null,
    user: finding?.user ?? null,
    src_ip: finding?.srcIp ?? null,
    dst_ip: finding?.dstIp ?? null,
    domain: finding?.domain ?? null,
    url: finding?.url ?? null,
    'hashes.md5': finding?.md5 ?? null,
    'hashes.sha1': finding?.sha1 ?? null,
    'hashes.sha256': finding?.sha256 ?? null,
    rule_id: finding?.ruleId ?? null,
    mitre_techniques: finding?.techniques.length ? finding.techniques : null,
    vendor_id: finding?.vendorId ?? null,
    status_raw: finding?.vendorStatus ?? null,
    resource: finding?.resource ?? null,
    kind: finding?.kind.toLowerCase() ?? null,
  }
}

function isSame(field: string, wanted: unknown, got: unknown): boolean {
  if (wanted === '*') return true
  if (typeof wanted === 'string' && wanted.startsWith('*contains:'))
    return contains(got, wanted.slice('*contains:'.length))
  if (wanted === null || got === null) return wanted === got
  if (Array.isArray(wanted)) return Array.isArray(got) && sorted(wanted) === sorted(got)
  if (field === 'event_time') return Math.abs(Date.parse(textOf(wanted)) - Date.parse(textOf(got))) < 1_000
  return textOf(wanted) === textOf(got)
}

/** Numbers and texts alike: an id may be written either way. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

const contains = (got: unknown, part: string): boolean =>
  JSON.stringify(got ?? '')
    .toLowerCase()
    .includes(part.toLowerCase())

const sorted = (list: unknown[]): string => JSON.stringify([...list].map(String).sort())

function hostsOf(urls: unknown[]): string[] {
  return urls.flatMap((url) => {
    const [, host] = /^(?:[a-z]+:\/\/)?([^/]+\.[^/]+)/i.exec(textOf(url)) ?? []
    return host ? [host] : []
  })
}
