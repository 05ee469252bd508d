import type { AlertDetail_AlertFragment } from '../gql/graphql'
import { defang, defangIp, defangMail } from './defang'
import { assetNotes, networkNotes } from './alert-surroundings'
import { sentenceCase } from './words'

/** One fact of an answer. `what` says what it is where the question does not: "host", "first seen". */
export interface Fact {
  what?: string
  text: string
  kind: 'text' | 'code' | 'time'
  /** What the tenant knows of it: the network of an address, how critical a host is. */
  notes?: string[]
}

export type Question =
  'What' | 'Where' | 'Who' | 'Network' | 'File' | 'Mail' | 'Control' | 'From' | 'When' | 'Verdict' | 'Reason'

export interface Answer {
  question: Question
  facts: Fact[]
}

type Source = AlertDetail_AlertFragment
type Text = string | number | null | undefined

function fact(text: Text, kind: Fact['kind'], what?: string): Fact[] {
  return text === null || text === undefined || text === '' ? [] : [{ text: String(text), kind, what }]
}

const code = (text: Text, what?: string) => fact(text, 'code', what)
const plain = (text: Text, what?: string) => fact(text, 'text', what)
const time = (at: Text, what: string) => fact(at, 'time', what)

function withPort(ip: string | null | undefined, port: number | null | undefined): string | null {
  if (!ip) return null
  const shown = defangIp(ip)
  if (port == null) return shown
  return ip.includes(':') ? `[${shown}]:${port}` : `${shown}:${port}`
}

function what({ ruleName, ruleId, techniques, title }: Source): Fact[] {
  const rule = ruleName && ruleName !== title ? ruleName : null
  return [...plain(rule, 'rule'), ...(rule ? [] : code(ruleId, 'rule')), ...techniques.flatMap((one) => code(one))]
}

const noted = (facts: Fact[], notes: string[]): Fact[] =>
  notes.length > 0 ? facts.map((one) => ({ ...one, notes })) : facts

/** Beside the host; in a fact of its own when the alert names none and was matched by its address. */
function where({ host, resource, cloudAccount, asset }: Source): Fact[] {
  const notes = asset ? assetNotes(asset) : []
  return [
    ...noted(host ? code(host, 'host') : code(asset?.host, 'asset'), notes),
    ...code(resource, 'resource'),
    ...code(cloudAccount, 'account'),
  ]
}

function network(alert: Source): Fact[] {
  const { srcIp, srcPort, dstIp, dstPort, domain, url } = alert
  const [from, to] = [withPort(srcIp, srcPort), withPort(dstIp, dstPort)]
  const notes = networkNotes(alert)
  const isPlain = notes.from.length + notes.to.length === 0
  const way =
    from && to && isPlain
      ? code(`${from} → ${to}`)
      : [...noted(code(from, 'from'), notes.from), ...noted(code(to, 'to'), notes.to)]
  const isInUrl = domain && url?.toLowerCase().includes(domain.toLowerCase())
  return [...way, ...(isInUrl || !domain ? [] : code(defang(domain))), ...code(url && defang(url))]
}

function file({ fileName, hashes: { sha256, sha1, md5 } }: Source): Fact[] {
  const hash = sha256 ? code(sha256, 'SHA-256') : sha1 ? code(sha1, 'SHA-1') : code(md5, 'MD5')
  return [...code(fileName), ...hash]
}

function when({ eventAt, firstSeenAt, lastSeenAt, occurrences, endedAt }: Source): Fact[] {
  const isRepeated = occurrences > 1
  return [
    ...time(eventAt, 'happened'),
    ...time(firstSeenAt, 'first seen'),
    ...(isRepeated ? time(lastSeenAt, 'last seen') : []),
    ...(isRepeated ? plain(`${occurrences.toLocaleString('en')} times`) : []),
    ...time(endedAt, 'over since'),
  ]
}

/** Before there is a verdict somebody may have left a word on why it stands where it stands. */
function verdict({ verdict, reasonCode, reason }: Source): readonly [Question, Fact[]] {
  if (!verdict) return ['Reason', plain(reason)]
  const words = reasonCode
    ? `${sentenceCase(verdict)}: ${sentenceCase(reasonCode).toLowerCase()}`
    : sentenceCase(verdict)
  return ['Verdict', [...plain(words), ...plain(reason, 'because')]]
}

/** A source is mostly called after its product, which then need not be said again. */
const isSaidBy = (name: string | undefined, product: string) =>
  name?.toLowerCase().includes(product.toLowerCase()) ?? false

function from({ source, product, vendorId, vendorSeverity, vendorStatus, vendorScore }: Source): Fact[] {
  return [
    ...plain(source?.name ?? (product ? null : 'opened by hand')),
    ...(product && isSaidBy(source?.name, product) ? [] : plain(product)),
    ...plain(vendorSeverity, 'severity there'),
    ...plain(vendorScore, 'score there'),
    ...plain(vendorStatus, 'status there'),
    ...code(vendorId, 'id there'),
  ]
}

/** What an analyst asks first, in that order, with the facts there are; a question without any is left out. */
export function alertSummary(alert: Source): Answer[] {
  const answers: readonly (readonly [Question, Fact[]])[] = [
    verdict(alert),
    ['What', what(alert)],
    ['Where', where(alert)],
    ['Who', code(alert.user)],
    ['Network', network(alert)],
    ['File', file(alert)],
    [
      'Mail',
      [
        ...code(alert.mailSender && defangMail(alert.mailSender), 'from'),
        ...alert.mailRecipients.flatMap((one) => code(defangMail(one), 'to')),
        ...plain(alert.mailSubject, 'subject'),
      ],
    ],
    ['Control', plain(alert.disposition)],
    ['From', from(alert)],
    ['When', when(alert)],
  ]
  return answers.filter(([, facts]) => facts.length > 0).map(([question, facts]) => ({ question, facts }))
}
