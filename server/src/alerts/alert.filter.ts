import { dateTimeRule } from '../platform/filter/date-time-filter'
import { FilterLanguage } from '../platform/filter/filter'
import { choiceRule } from '../platform/filter/choice-filter'
import { idRule } from '../platform/filter/id-filter'
import { ipRule } from '../platform/filter/ip-filter'
import { realNumberRule, wholeNumberRule } from '../platform/filter/number-filter'
import { setRule } from '../platform/filter/set-filter'
import { stringRule } from '../platform/filter/string-filter'
import { severityRule } from '../scoring/severity.filter'
import { sourceRule } from '../sources/source.filter'
import type { AlertAsker } from './alert.asker'
import { columnOf } from './alert.column'
import type { AlertFilter } from './alert.filter.input'
import { assigneeRule, openRule, snoozedRule, textRule } from './alert.filter.rules'
import type { LiveAlert } from './alert.live'
import { observableRule } from './alert.observable.rule'
import { refangingAddresses, refangingText } from './alert.refang.rule'

/** Statements with a filter call the table `a`. */
const column = (name: string): string => `a.${columnOf(name)}`

type Named<Value> = {
  [Name in keyof LiveAlert]: LiveAlert[Name] extends Value ? Name : never
}[keyof LiveAlert] &
  string

const text = (...names: Named<string | null>[]) =>
  stringRule<LiveAlert>({ reads: names, columns: names.map(column), read: (alert) => names.map((name) => alert[name]) })

const time = (name: Named<Date | null>) =>
  dateTimeRule<LiveAlert>({ reads: [name], column: column(name), read: (alert) => alert[name] })

const whole = (name: Named<number>) =>
  wholeNumberRule<LiveAlert>({ reads: [name], column: column(name), read: (alert) => alert[name] })

const real = (name: Named<number | null>) =>
  realNumberRule<LiveAlert>({ reads: [name], column: column(name), read: (alert) => alert[name] })

const address = (...names: ('srcIp' | 'dstIp')[]) =>
  refangingAddresses(
    ipRule<LiveAlert>({
      reads: names,
      columns: names.map((name) => ({ text: column(name), bytes: column(name.replace('Ip', 'Address')) })),
      read: (alert) => names.map((name) => alert[name]),
    }),
  )

const words = (word: 'tag' | 'technique') =>
  setRule<LiveAlert>({
    reads: [`${word}s`],
    exists: (condition) =>
      `EXISTS (SELECT FROM alert_${word} w WHERE w.tenant_id = a.tenant_id AND w.alert_id = a.id AND ${condition})`,
    read: (alert) => alert[`${word}s`],
  })

/** The one table of what alerts can be filtered by. */
export const alertFilters = new FilterLanguage<AlertFilter, LiveAlert, AlertAsker>({
  id: idRule({ reads: [], column: 'a.id', read: (alert) => alert.id }), // an id never changes
  tenant: stringRule({
    reads: ['tenant'],
    columns: ['t.slug'],
    read: (alert) => [alert.tenantSlug],
    wrap: (condition) => `a.tenant_id IN (SELECT t.id FROM tenant t WHERE ${condition})`,
    presence: 'a.tenant_id',
  }),
  source: sourceRule('a.source_id'),
  number: whole('number'),
  isOpen: openRule,
  isSnoozed: snoozedRule,
  status: choiceRule({ reads: ['status'], column: 'a.status', read: (alert) => alert.status }),
  severity: severityRule('a.severity'),
  verdict: choiceRule({ reads: ['verdict'], column: 'a.verdict', read: (alert) => alert.verdict }),
  riskScore: real('riskScore'),
  anomalyScore: real('anomalyScore'),
  occurrences: whole('occurrences'),
  assignee: assigneeRule,
  tags: words('tag'),
  techniques: words('technique'),
  product: text('product'),
  ruleId: text('ruleId'),
  title: text('title'),
  entity: refangingText(text('entity')),
  host: refangingText(text('host')),
  user: text('user'),
  resource: text('resource'),
  srcIp: address('srcIp'),
  dstIp: address('dstIp'),
  anyIp: address('srcIp', 'dstIp'),
  domain: refangingText(text('domain')),
  url: refangingText(text('url')),
  fileName: text('fileName'),
  hash: text('md5', 'sha1', 'sha256'),
  observable: observableRule,
  text: textRule,
  eventAt: time('eventAt'),
  firstSeenAt: time('firstSeenAt'),
  lastSeenAt: time('lastSeenAt'),
  updatedAt: time('updatedAt'),
  closedAt: time('closedAt'),
})
