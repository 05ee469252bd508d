import { isAmong } from '../platform/filter/choice-filter'
import { idsOf } from '../platform/filter/id-filter'
import { allOf, isGiven, type Rule } from '../platform/filter/rule'
import { wordsRule } from '../platform/filter/words-filter'
import { columnOf } from './alert.column'
import type { AlertFilter, UserFilter } from './alert.filter.input'
import type { LiveAlert } from './alert.live'
import { refangingWords } from './alert.refang.rule'
import { isOpen, openStatuses } from './alert.status'

type AlertRule<Name extends keyof AlertFilter> = Rule<NonNullable<AlertFilter[Name]>, LiveAlert>

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

/** Where words are looked for; title first, as most are found there. */
const searched = [
  ...(['title', 'description', 'ruleName', 'entity', 'host', 'user', 'resource', 'domain', 'url', 'fileName'] as const),
  ...(['srcIp', 'dstIp', 'mailSender', 'mailSubject'] as const),
]

export const textRule = refangingWords(
  wordsRule<LiveAlert>({
    reads: searched,
    columns: searched.map((name) => `a.${columnOf(name)}`),
    read: (alert) => searched.map((name) => alert[name]),
  }),
)
