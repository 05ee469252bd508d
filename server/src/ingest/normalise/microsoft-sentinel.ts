import { opened, signsWithin } from '../reading/envelope'
import { eventTypeOfTactics } from '../reading/event-type'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { entitiesIn, entityReading } from '../reading/microsoft-entities'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/**
 * Incidents as the REST API, an automation rule's Logic App (`object`), the SDK (snake case) and the table SecurityIncident have them, and alerts
 * of the table SecurityAlert.
 */
export const microsoftSentinel: Normaliser = {
  id: 'microsoft-sentinel',
  name: 'Microsoft Sentinel',
  signs: signsWithin(
    [
      ['type=Microsoft.SecurityInsights/Incidents'],
      ['object.type=Microsoft.SecurityInsights/Incidents'],
      ['objectSchemaType=Incident', 'object'],
      ['IncidentNumber', 'ProviderName', 'CreatedTime'],
      ['SystemAlertId', 'AlertSeverity'],
    ],
    'value.0',
  ),
  lists: ['value'],
  read: (look) => finding(opened(look, ['type'], ['object', 'value.0']), look),
}

function finding(outer: Look, whole: Look): Reading {
  const look = outer.has('properties') ? outer.within('properties') : outer
  const status = look('status', 'Status')
  const id = outer('id', 'SystemAlertId', 'IncidentName', 'name')
  const entities = entitiesIn(look('relatedEntities', 'Entities') ?? whole('relatedEntities', 'entities'))
  const { user, host, ...rest } = entityReading(entities)
  const tactics = namesIn(look, 'additionalData.tactics', 'additional_data.tactics', 'AdditionalData.tactics', 'Tactics')
  const isOver = /^(closed|resolved|dismissed)$/i.test(textOf(status) ?? '')
  return {
    ...rest,
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    title: look('title', 'Title', 'DisplayName', 'AlertName'),
    description: look('description', 'Description'),
    vendorSeverity: look('severity', 'Severity', 'AlertSeverity'),
    vendorId: id,
    vendorStatus: status,
    ruleId: look('relatedAnalyticRuleIds.0', 'related_analytic_rule_ids.0', 'RelatedAnalyticRuleIds.0', 'AlertType'),
    link: look('incidentUrl', 'incident_url', 'IncidentUrl', 'AlertLink'),
    host: host ?? (user === undefined ? look('CompromisedEntity') : undefined),
    user,
    cloudAccount: /\/subscriptions\/([^/]+)\//i.exec(textOf(id) ?? '')?.[1] ?? whole('workspaceInfo.SubscriptionId', 'WorkspaceSubscriptionId'),
    tags: look.all('labels.*.labelName', 'labels.*.label_name', 'Labels.*.labelName'),
    techniques: namesIn(look, 'additionalData.techniques', 'additional_data.techniques', 'AdditionalData.techniques', 'Techniques', 'SubTechniques'),
    tactics,
    eventAt: look('createdTimeUtc', 'created_time_utc', 'CreatedTime', 'TimeGenerated', 'StartTime'),
    endedAt: isOver ? look('ClosedTime', 'lastModifiedTimeUtc', 'last_modified_time_utc', 'LastModifiedTime') : undefined,
    eventType: eventTypeOfTactics(tactics),
  }
} // prettier-ignore

/** Lists, or texts as the tables write them: `["T1110"]`, `InitialAccess, Persistence`. */
const namesIn = (look: Look, ...places: string[]): unknown[] =>
  look.all(...places).flatMap((one) => (typeof one === 'string' ? one.split(/[^\w. -]+/) : [one])).map((one) => (typeof one === 'string' ? one.trim() : one)) // prettier-ignore
