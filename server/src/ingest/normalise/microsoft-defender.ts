import { EventType } from '../../scoring/event-type'
import { opened, signsWithin } from '../reading/envelope'
import { eventTypeOfTactics, eventTypeOfWords, type EventWords } from '../reading/event-type'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { evidenceReading } from '../reading/microsoft-evidence'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

const envelopes = ['value.0', 'properties', 'records.0.properties']

/**
 * Alerts of Microsoft Graph (security/alerts_v2) and of Defender for Endpoint's own API, incidents of both Graph and Defender XDR (with their
 * alerts inside: one item), and the table AlertInfo as the streaming API sends it.
 */
export const microsoftDefender: Normaliser = {
  id: 'microsoft-defender',
  name: 'Microsoft Defender',
  signs: signsWithin(
    [
      ['@odata.type=#microsoft.graph.security.alert'],
      ['@odata.type=#microsoft.graph.security.incident'],
      ['providerAlertId', 'serviceSource'],
      ['incidentWebUrl', 'determination', 'displayName'],
      ['incidentId', 'incidentName', 'alerts'],
      ['machineId', 'alertCreationTime'],
      ['detectionSource', 'alertCreationTime'],
      ['AlertId', 'ServiceSource', 'DetectionSource'],
    ],
    ...envelopes,
  ),
  lists: ['value', 'records'],
  read: (look) => finding(opened(look, titles, envelopes)),
}

const titles = ['title', 'incidentName', 'displayName', 'Title']

function finding(look: Look): Reading {
  const status = look('status')
  const category = look.all('category', 'Category', 'alerts.*.category')
  const isOver = textOf(status)?.toLowerCase() === 'resolved'
  const { host, user, ...evidence } = evidenceReading(look)
  return {
    ...evidence,
    kind: isOver ? 'RESOLUTION' : 'ALERT',
    product: services[textOf(look('serviceSource', 'ServiceSource'))?.replace(/[^a-z0-9]/gi, '').toLowerCase() ?? ''] ?? (look.has('alertCreationTime') ? endpoint : undefined),
    title: look(...titles),
    description: look('description', 'summary', 'alerts.0.description'),
    vendorSeverity: look('severity', 'Severity'),
    vendorId: look.has('incidentName') ? look('incidentId') : look('id', 'alertId', 'AlertId', 'incidentId'),
    vendorStatus: status,
    ruleId: look('detectorId', 'alerts.0.detectorId'),
    link: look('alertWebUrl', 'incidentWebUrl', 'incidentUri'),
    host: look('computerDnsName') ?? host,
    user: look('relatedUser.userName') ?? user,
    tags: look.all('systemTags', 'customTags', 'tags', 'threatFamilyName', 'alerts.*.threatFamilyName'),
    techniques: look.all('mitreTechniques', 'alerts.*.mitreTechniques').concat(textOf(look('AttackTechniques'), 2_000)?.split(',') ?? []),
    tactics: category,
    eventAt: look('createdDateTime', 'createdTime', 'alertCreationTime', 'Timestamp'),
    endedAt: isOver ? look('resolvedDateTime', 'resolvedTime', 'lastUpdateDateTime', 'lastUpdateTime') : undefined,
    eventType: eventTypeOfWords(category, categories) ?? eventTypeOfTactics(category),
  }
} // prettier-ignore

const endpoint = 'Microsoft Defender for Endpoint'

/** `serviceSource` of Graph and of the tables, as people call it. */
const services: Record<string, string> = {
  microsoftdefenderforendpoint: endpoint,
  microsoftdefenderforidentity: 'Microsoft Defender for Identity',
  microsoftdefenderforcloudapps: 'Microsoft Defender for Cloud Apps',
  microsoftdefenderforoffice365: 'Microsoft Defender for Office 365',
  microsoftdefenderforcloud: 'Microsoft Defender for Cloud',
  microsoft365defender: 'Microsoft Defender XDR',
  azureadidentityprotection: 'Microsoft Entra ID Protection',
  microsoftsentinel: 'Microsoft Sentinel',
}

/** Categories that are no tactics. */
const categories: EventWords = [
  [/^(malware|ransomware|unwantedsoftware)$/i, EventType.MALWARE],
  [/^phishing$/i, EventType.PHISHING],
  [/^(credentialtheft|credentialstealing|credentialaccess)$/i, EventType.CREDENTIAL_ACCESS],
  [/^(exploit|suspiciousactivity|commandandcontrol|lateralmovement)$/i, EventType.INTRUSION],
  [/^(exfiltration|dataloss|dataleak)/i, EventType.DATA_BREACH],
  [/^denialofservice$/i, EventType.DDOS],
]
