import { EventType } from '../../scoring/event-type'
import { isJsonObject, type JsonObject } from '../finding'
import { unwrapped } from '../reading/envelope'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** Events of the system log: from the API, event hooks, and log streams to EventBridge and Splunk. */
export const okta: Normaliser = {
  id: 'okta',
  name: 'Okta',
  signs: [
    ['legacyEventType', 'displayMessage'],
    ['eventType', 'displayMessage', 'published', 'actor'],
    ['cloudEventsVersion', 'eventTypeVersion', 'data.events'],
    ['data.events.0.eventType', 'data.events.0.displayMessage'],
    ['detail.eventType', 'detail.displayMessage', 'detail.actor'],
    ['event.eventType', 'event.displayMessage', 'event.actor'],
  ],
  lists: ['data.events'],
  read,
}

function read(look: Look): Reading {
  const log = look.has('displayMessage') ? look : unwrapped(look, 'data.events.0', 'detail', 'event')
  const targets = log.all('target').filter(isJsonObject)
  const users = targets.filter(({ type }) => type === 'User').map(({ alternateId }) => alternateId)
  const result = log('outcome.result')
  return {
    title: log('displayMessage', 'eventType'),
    description: log('outcome.reason'),
    vendorSeverity: log('severity'),
    vendorId: log('uuid'),
    vendorStatus: result,
    disposition: result,
    ruleId: log('eventType'),
    ruleName: log('displayMessage'),
    host: log('device.name', 'device.displayName'),
    user: isPerson(log) ? log('actor.alternateId') : users[0],
    resource: appOf(targets),
    srcIp: log('client.ipAddress', 'request.ipChain.0.ip'),
    eventType: eventTypeOf(log),
    eventAt: log('published'),
    observables: users.map((value) => ({ type: 'USER', value })),
  }
}

/** Also systems, applications and addresses act. */
const isPerson = (log: Look): boolean => /^user$/i.test(textOf(log('actor.type')) ?? 'User')

const appOf = (targets: JsonObject[]): unknown => {
  const app = targets.find(({ type }) => type === 'AppInstance')
  return app?.alternateId ?? app?.displayName
}

const kinds: [RegExp, EventType][] = [
  [/^user\.account\.report_suspicious|^security\.(threat|attack|breached)|^security\.request\.blocked/, EventType.INTRUSION],
  [/^user\.(account\.(lock|unlock|reset_password)|mfa\.)/, EventType.CREDENTIAL_ACCESS],
  [/^(user\.risk|entity\.risk|policy\.entity_risk|policy\.auth_reevaluate)/, EventType.ANOMALY],
  [/^policy\./, EventType.POLICY],
] // prettier-ignore

/** A logon is of no kind, unless it fails. */
function eventTypeOf(log: Look): EventType | null {
  const isLogon = /^user\.(authentication|session\.start)/.test(textOf(log('eventType')) ?? '')
  const isRefused = /^(FAILURE|DENY)$/.test(textOf(log('outcome.result')) ?? '')
  return isLogon && isRefused ? EventType.CREDENTIAL_ACCESS : matching(log('eventType'), kinds)
}
