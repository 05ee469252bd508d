import { badInput } from '../platform/errors'
import { isAmong } from '../platform/filter/choice-filter'
import { foldCase } from '../platform/filter/fold-case'
import { allOf, anyOf, checkText, isGiven, type Rule } from '../platform/filter/rule'
import { stringRule, type StringFilter } from '../platform/filter/string-filter'
import { isUuid } from '../platform/ids'
import { severityId } from '../scoring/severity'
import type { AlertAsker } from './alert.asker'
import { columnOf } from './alert.column'
import type { AlertFilter, SeverityFilter, UserFilter } from './alert.filter.input'
import type { LiveAlert } from './alert.live'
import { isOpen, openStatuses } from './alert.status'

type AlertRule<Name extends keyof AlertFilter> = Rule<NonNullable<AlertFilter[Name]>, LiveAlert>

/** Ids as Postgres compares them; what is no id belongs to no row. */
const idsOf = (ids: string[]): string[] => ids.filter(isUuid).map((id) => id.toLowerCase())

export const idRule: AlertRule<'id'> = {
  reads: [], // an id never changes
  check: (ids) => ids.length,
  sql: (ids, params) => isAmong('a.id', idsOf(ids), 'uuid', params),
  matches: (ids, alert) => idsOf(ids).includes(alert.id),
}

export const openRule: AlertRule<'isOpen'> = {
  reads: ['status'],
  check: () => 1,
  sql: (wanted) => `a.status ${wanted ? '' : 'NOT '}IN (${openStatuses.map((status) => `'${status}'`).join(', ')})`,
  matches: (wanted, alert) => isOpen(alert.status) === wanted,
}

export const snoozedRule: AlertRule<'isSnoozed'> = {
  reads: ['snoozedUntil'],
  check: () => 1,
  sql: (wanted, params, { now }) =>
    `(a.snoozed_until > ${params.add(now.toISOString(), 'timestamptz')}) IS ${wanted ? '' : 'NOT '}TRUE`,
  matches: (wanted, alert, { now }) => (alert.snoozedUntil !== null && alert.snoozedUntil > now) === wanted,
}

export const severityRule: Rule<SeverityFilter, LiveAlert> = {
  reads: ['severity'],
  check: (input) => input.in?.length ?? 0,
  sql: ({ in: among, gte, lte }, params) =>
    allOf([
      ...(isGiven(among) ? [isAmong('a.severity', among.map(severityId), 'smallint', params)] : []),
      ...(isGiven(gte) ? [`a.severity >= ${params.add(severityId(gte), 'smallint')}`] : []),
      ...(isGiven(lte) ? [`a.severity <= ${params.add(severityId(lte), 'smallint')}`] : []),
    ]),
  matches: ({ in: among, gte, lte }, { severity, severityId: id }) =>
    (!isGiven(among) || among.includes(severity)) &&
    (!isGiven(gte) || id >= severityId(gte)) &&
    (!isGiven(lte) || id <= severityId(lte)),
}

export const assigneeRule: Rule<UserFilter, LiveAlert> = {
  reads: ['assignee'],
  check: (input) => input.in?.length ?? 0,
  sql({ me, in: among, isNull }, params, { userId }) {
    const isMine = () => (isGiven(userId) ? `a.assignee_id = ${params.add(userId, 'uuid')}` : 'FALSE')
    return allOf([
      ...(me === true ? [isMine()] : []),
      ...(me === false ? [`(${isMine()}) IS NOT TRUE`] : []),
      ...(isGiven(among) ? [isAmong('a.assignee_id', idsOf(among), 'uuid', params)] : []),
      ...(isGiven(isNull) ? [`a.assignee_id IS ${isNull ? '' : 'NOT '}NULL`] : []),
    ])
  },
  matches({ me, in: among, isNull }, { assigneeId }, { userId }) {
    if (isGiven(me) && me !== (assigneeId !== null && assigneeId === userId)) return false
    if (isGiven(isNull) && isNull !== (assigneeId === null)) return false
    return !isGiven(among) || (assigneeId !== null && idsOf(among).includes(assigneeId))
  },
}

const sourceName = stringRule<Pick<LiveAlert, 'sourceSlug'>>({
  reads: ['source'],
  columns: [],
  read: ({ sourceSlug }) => [sourceSlug],
})

/**
 * Names are turned into ids before the statement is planned. Of an id Postgres knows how many alerts it has; from a sub-select it would
 * guess, and look through all alerts for the few of a quiet source.
 */
export const sourceRule: Rule<StringFilter, LiveAlert, AlertAsker> = {
  ...sourceName,
  sql(input, params, asker) {
    const fits = (sourceSlug: string | null) => sourceName.matches(input, { sourceSlug }, asker)
    const ids = asker.sources.filter(({ slug }) => fits(slug)).map(({ id }) => id)
    const isNone = fits(null) ? ['a.source_id IS NULL'] : []
    return anyOf([isAmong('a.source_id', ids, 'uuid', params), ...isNone])
  },
}

/** Where words are looked for; title first, as most are found there. */
const searched = [
  ...(['title', 'description', 'ruleName', 'entity', 'host', 'user', 'resource', 'domain', 'url', 'fileName'] as const),
  ...(['srcIp', 'dstIp', 'mailSender', 'mailSubject'] as const),
]
const haystack = `fold_case(concat_ws(' ', ${searched.map((name) => `a.${columnOf(name)}`).join(', ')}))`
const mostWords = 20

const wordsOf = (text: string): string[] => [...new Set(foldCase(text).split(/\s+/).filter(Boolean))]

/** Every word must occur somewhere, as a part of a word too. */
export const textRule: AlertRule<'text'> = {
  reads: searched,
  check(text, path) {
    checkText(text, path)
    const count = wordsOf(text).length
    if (count > mostWords) throw badInput(path, `must have at most ${mostWords} words`)
    return count
  },
  sql: (text, params) => allOf(wordsOf(text).map((word) => `strpos(${haystack}, ${params.add(word, 'text')}) > 0`)),
  matches(text, alert) {
    const hay = foldCase(
      searched
        .map((name) => alert[name])
        .filter(isGiven)
        .join(' '),
    )
    return wordsOf(text).every((word) => hay.includes(word))
  },
}
