import type { AlertDetail_AlertFragment } from '../gql/graphql'
import { defang, defangIp, defangMail } from './defang'
import type { QueueField } from './queue-fields'
import { sentenceCase } from './words'

/** One value of a field: as it is, which is what one copies, and as it is shown. */
export interface FieldValue {
  value: string
  shown: string
  /** The queue's field that can be narrowed by it. */
  field?: QueueField
  /** What the queue asks for, where that is not the value: a source's slug, a person's id. */
  filterValue?: string
  kind: 'text' | 'code' | 'time'
}

export interface FieldRow {
  label: string
  values: FieldValue[]
}

export interface FieldGroup {
  title: string
  rows: FieldRow[]
}

type Source = AlertDetail_AlertFragment
type Text = string | number | null | undefined
type Texts = Text | readonly string[]
type Options = Partial<Pick<FieldValue, 'field' | 'kind' | 'filterValue'>> & { show?: (text: string) => string }

/** A field with its values, or nothing when there are none: what is empty is not shown. */
function row(
  label: string,
  values: Texts,
  { show = (text) => text, kind = 'text', ...rest }: Options = {},
): FieldRow[] {
  const given = (Array.isArray(values) ? values : [values]).filter(
    (value): value is string | number => value !== null && value !== undefined && value !== '',
  )
  if (given.length === 0) return []
  return [
    { label, values: given.map((value) => ({ value: String(value), shown: show(String(value)), kind, ...rest })) },
  ]
}

const code = { kind: 'code' } as const
const time = (label: string, at: Text) => row(label, at, { kind: 'time' })

function subject(alert: Source): FieldRow[] {
  return [
    ...row('Entity', alert.entity, { ...code, field: 'entity' }),
    ...row('Host', alert.host, { ...code, field: 'host' }),
    ...row('Asset', alert.asset?.host, code),
    ...row('User', alert.user, { ...code, field: 'user' }),
    ...row('Resource', alert.resource, { ...code, field: 'resource' }),
    ...row('Cloud account', alert.cloudAccount, code),
    ...row('Tags', alert.tags, { field: 'tags' }),
  ]
}

function network(alert: Source): FieldRow[] {
  return [
    ...row('Source address', alert.srcIp, { ...code, field: 'srcIp', show: defangIp }),
    ...row('Source network', alert.srcNetwork),
    ...row('Source port', alert.srcPort, code),
    ...row('Destination address', alert.dstIp, { ...code, field: 'dstIp', show: defangIp }),
    ...row('Destination network', alert.dstNetwork),
    ...row('Destination port', alert.dstPort, code),
    ...row('Domain', alert.domain, { ...code, field: 'domain', show: defang }),
    ...row('URL', alert.url, { ...code, field: 'url', show: defang }),
  ]
}

function file({ fileName, hashes }: Source): FieldRow[] {
  return [
    ...row('File', fileName, { ...code, field: 'fileName' }),
    ...row('MD5', hashes.md5, { ...code, field: 'hash' }),
    ...row('SHA-1', hashes.sha1, { ...code, field: 'hash' }),
    ...row('SHA-256', hashes.sha256, { ...code, field: 'hash' }),
  ]
}

function mail(alert: Source): FieldRow[] {
  return [
    ...row('From', alert.mailSender, { ...code, show: defangMail }),
    ...row('To', alert.mailRecipients, { ...code, show: defangMail }),
    ...row('Subject', alert.mailSubject),
  ]
}

function rule(alert: Source): FieldRow[] {
  return [
    ...row('Kind of event', alert.eventType, { show: sentenceCase }),
    ...row('Rule', alert.ruleName),
    ...row('Rule id', alert.ruleId, { ...code, field: 'ruleId' }),
    ...row('Techniques', alert.techniques, { ...code, field: 'techniques' }),
    ...row('Tactics', alert.tactics, code),
  ]
}

function product(alert: Source): FieldRow[] {
  const { source } = alert
  return [
    ...row('Source', source?.name, { field: 'source', filterValue: source?.slug }),
    ...row('Product', alert.product, { ...code, field: 'product' }),
    ...row('Id there', alert.vendorId, code),
    ...row('Severity there', alert.vendorSeverity),
    ...row('Score there', alert.vendorScore),
    ...row('Status there', alert.vendorStatus),
    ...row('Understood by', alert.normaliser, code),
    ...row('Recognised by', alert.recognisedBy),
    ...row('What the control did', alert.disposition),
    ...row('Link', alert.link, { ...code, show: defang }),
  ]
}

function triage(alert: Source): FieldRow[] {
  const { assignee } = alert
  const word = { show: sentenceCase }
  return [
    ...row('Severity', alert.severity, { ...word, field: 'severity' }),
    ...row('Status', alert.status, { ...word, field: 'status' }),
    ...row('Assigned to', assignee?.name, { field: 'assignee', filterValue: assignee?.id }),
    ...row('Verdict', alert.verdict, { ...word, field: 'verdict' }),
    ...row('Cause', alert.reasonCode, word),
    ...row('Reason', alert.reason),
  ]
}

function times(alert: Source): FieldRow[] {
  return [
    ...time('Happened', alert.eventAt),
    ...time('First seen', alert.firstSeenAt),
    ...time('Last seen', alert.lastSeenAt),
    ...row('Occurrences', alert.occurrences),
    ...time('Over since', alert.endedAt),
    ...time('Acknowledged', alert.acknowledgedAt),
    ...time('Triaged', alert.triagedAt),
    ...time('Closed', alert.closedAt),
    ...time('Last change', alert.updatedAt),
  ]
}

const groups: readonly (readonly [string, (alert: Source) => FieldRow[]])[] = [
  ['Subject', subject],
  ['Network', network],
  ['File', file],
  ['Mail', mail],
  ['Rule', rule],
  ['Product', product],
  ['Triage', triage],
  ['Times', times],
]

/** Everything known of an alert by what it is about, without what is empty. All of it is plain text: nothing a sender wrote is a link. */
export function alertFields(alert: Source): FieldGroup[] {
  return groups.map(([title, rowsOf]) => ({ title, rows: rowsOf(alert) })).filter(({ rows }) => rows.length > 0)
}
