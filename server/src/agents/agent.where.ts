import { isAmong } from '../platform/filter/choice-filter'
import { foldCase } from '../platform/filter/fold-case'
import { anyOf, checkText, isGiven, Params } from '../platform/filter/rule'
import { badInput } from '../platform/errors'
import type { Where } from '../platform/tally'
import type { AgentFilter } from './agent.list.input'
import { AgentStatus } from './agent.status'

const mostValues = 100

/** @throws BAD_USER_INPUT for too many values, and for text that no column can hold */
export function checkAgentFilter({ status, version, osVersion, tag, name }: AgentFilter): void {
  for (const [field, values] of Object.entries({ status, version, osVersion })) {
    if ((values?.length ?? 0) > mostValues) throw badInput(`filter.${field}`, `must have at most ${mostValues} values`)
    for (const value of values ?? []) checkText(value, `filter.${field}`)
  }
  if (isGiven(tag)) checkText(tag, 'filter.tag')
  if (isGiven(name)) checkText(name, 'filter.name')
}

/** The tenant's agents that match at a moment; statements call their table `a`. Check the filter first. */
export function whereAgents(tenantId: string, filter: AgentFilter, now: Date): Where {
  const params = new Params()
  const conditions = [`a.tenant_id = ${params.add(tenantId, 'uuid')}`]
  const { status, version, osVersion, tag, name, retired } = filter
  if (isGiven(status)) conditions.push(isOneOf(status, params, now))
  else if (!retired) conditions.push('a.retired_at IS NULL')
  if (retired) conditions.push('a.retired_at IS NOT NULL')
  if (isGiven(version)) conditions.push(isAmong('a.version', version, 'text', params))
  if (isGiven(osVersion)) conditions.push(isAmong('a.os_version', osVersion, 'text', params))
  if (isGiven(tag)) {
    const folded = params.add(foldCase(tag), 'text')
    conditions.push(
      `EXISTS (SELECT FROM agent_tag t WHERE t.tenant_id = a.tenant_id AND t.agent_id = a.id AND t.folded = ${folded})`,
    )
  }
  if (name) conditions.push(`strpos(a.folded_name, ${params.add(foldCase(name), 'text')}) > 0`)
  return { params, conditions }
}

/** As {@link statusOf} says it of one agent. */
export const statusSql = (status: AgentStatus, now: string): string =>
  ({
    RETIRED: 'a.retired_at IS NOT NULL',
    ONLINE: `(a.retired_at IS NULL AND a.stale_at > ${now})`,
    STALE: `(a.retired_at IS NULL AND a.stale_at <= ${now} AND a.offline_at > ${now})`,
    OFFLINE: `(a.retired_at IS NULL AND a.stale_at <= ${now} AND a.offline_at <= ${now})`,
  })[status]

function isOneOf(statuses: AgentStatus[], params: Params, now: Date): string {
  const asksTheTime = statuses.some((status) => status !== AgentStatus.RETIRED)
  const place = asksTheTime ? params.add(now.toISOString(), 'timestamptz') : ''
  return anyOf([...new Set(statuses)].map((status) => statusSql(status, place)))
}
