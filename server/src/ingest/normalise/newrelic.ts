import { EventType } from '../../scoring/event-type'
import { isJsonObject } from '../finding'
import { wordOf } from '../reading/fields'
import { lookInto, type Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** New Relic's webhooks: an issue as a workflow sends it (its default template), and an incident as notification channels sent it before. */
export const newrelic: Normaliser = {
  id: 'newrelic',
  name: 'New Relic',
  signs: [
    ['incident_id', 'condition_name', 'policy_name'],
    ['incident_id', 'condition_id', 'account_id', 'current_state'],
    ['issueUrl', 'state', 'priority', 'alertConditionNames'],
    ['issueUrl', 'workflowName', 'alertPolicyNames'],
  ],
  read: (look) => (look.has('issueUrl') ? issue(look) : incident(look)),
}

const isClosed = (state: unknown): boolean => /^closed$/i.test(wordOf(state, 20) ?? '')

function issue(look: Look): Reading {
  const ends = isClosed(look('state'))
  return {
    kind: ends ? 'RESOLUTION' : 'ALERT',
    title: look('title.0', 'title', 'alertConditionNames.0'),
    vendorSeverity: look('priority'),
    vendorStatus: look('state'),
    vendorId: look('id', 'issueId'),
    ruleId: look('conditionId', 'alertConditionNames.0', 'alertConditionNames'),
    ruleName: look('alertConditionNames.0', 'alertConditionNames'),
    link: look('issueUrl'),
    resource: look('impactedEntities.0', 'impactedEntities'),
    tags: look.all('alertPolicyNames'),
    eventAt: look('createdAt', 'updatedAt'),
    endedAt: ends ? look('closedAt', 'updatedAt') : undefined,
    eventType: EventType.AVAILABILITY,
  }
}

function incident(look: Look): Reading {
  const ends = isClosed(look('current_state'))
  return {
    kind: ends ? 'RESOLUTION' : 'ALERT',
    title: look('condition_name', 'policy_name'),
    description: look('details'),
    vendorSeverity: look('severity'),
    vendorStatus: look('current_state'),
    vendorId: look('incident_id'),
    ruleId: look('condition_id'),
    ruleName: look('condition_name'),
    link: look('incident_url'),
    ...targetOf(look),
    eventAt: look('timestamp', 'timestamp_utc_string'),
    endedAt: ends ? look('timestamp') : undefined,
    eventType: EventType.AVAILABILITY,
  }
}

/** What the condition watches: a machine, or an application. */
function targetOf(look: Look): Reading {
  const target = lookInto(look.all('targets').find(isJsonObject) ?? {})
  const isHost = /host|server/i.test(wordOf(target('type'), 50) ?? '')
  return {
    host: target('labels.host', 'labels.hostname') ?? (isHost ? target('name') : undefined),
    resource: target('name'),
  }
}
