import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { unwrapped } from '../reading/envelope'
import { textOf, wordOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** The logs of the Admin API: authentication (versions 1 and 2), Trust Monitor and administrators; each alone or as the API lists them. */
export const ciscoDuo: Normaliser = {
  id: 'cisco-duo',
  name: 'Cisco Duo',
  signs: [
    ['response.authlogs'],
    ['response.events.0.sekey'],
    ['response.0.isotimestamp'],
    ['access_device', 'auth_device', 'factor'],
    ['factor', 'result', 'txid'],
    ['factor', 'result', 'integration', 'new_enrollment'],
    ['sekey', 'surfaced_timestamp'],
    ['isotimestamp', 'action', 'object', 'username'],
  ],
  lists: ['response.authlogs', 'response.events', 'response'],
  read,
}

const envelopes = ['response.authlogs.0', 'response.events.0', 'response.0']

function read(look: Look): Reading {
  const event = unwrapped(look, ...envelopes)
  if (event.has('sekey')) return readTrustMonitor(event)
  return event.has('action') ? readAdministrator(event) : readAuthentication(event)
}

/** Without severities: what the result means stands for one. */
function readAuthentication(log: Look): Reading {
  const result = log('result')
  return {
    ...subjectsOf(log),
    title: titleOf(log),
    description: log('reason'),
    severity: matching(result, severities),
    vendorStatus: result,
    disposition: result,
    ruleId: log('reason', 'event_type', 'eventtype'),
    eventType: matching(result, [[/^(fraud|denied|failure)$/i, EventType.CREDENTIAL_ACCESS]]),
    eventAt: log('isotimestamp', 'timestamp'),
  }
}

const severities: [RegExp, Severity][] = [
  [/^fraud$/i, Severity.HIGH],
  [/^(denied|failure|error)$/i, Severity.LOW],
  [/^success$/i, Severity.INFORMATIONAL],
]

/** One transaction may have several entries: a push, then the passcode. */
function subjectsOf(log: Look): Partial<Reading> {
  const user = log('user.name', 'username')
  const entry = [log('txid'), log('isotimestamp', 'timestamp'), user].map((part) => textOf(part))
  return {
    vendorId: log('txid'),
    identity: entry[0] === null ? undefined : JSON.stringify(entry),
    host: log('access_device.hostname'),
    user,
    resource: log('application.name', 'integration'),
    srcIp: log('access_device.ip', 'ip'),
    tags: log.all('user.groups'),
    observables: [
      { type: 'IP_ADDRESS', value: log('auth_device.ip') },
      { type: 'EMAIL_ADDRESS', value: log('email') },
    ],
  }
}

/** `Authentication fraud: user marked fraud` */
function titleOf(log: Look): string | undefined {
  const [type, result, reason] = [log('event_type', 'eventtype'), log('result'), log('reason')].map((one) => spaced(one)) // prettier-ignore
  if (!result) return undefined
  const what = `${type ?? 'authentication'} ${result.toLowerCase()}`
  return what.charAt(0).toUpperCase() + what.slice(1) + (reason ? `: ${reason.toLowerCase()}` : '')
}

const spaced = (value: unknown): string | undefined => wordOf(value)?.replaceAll('_', ' ')

/** An event that Trust Monitor has brought up: an authentication with reasons, or a change such as a bypass. */
function readTrustMonitor(event: Look): Reading {
  const [reason] = event.all('explanations.*.summary', 'priority_reasons.*.label')
  const auth = event.within('surfaced_auth')
  return {
    ...subjectsOf(auth),
    title: reason ?? spaced(event('type')),
    description: event
      .all('explanations.*.summary')
      .flatMap((one) => textOf(one, 2_000) ?? [])
      .join('\n'),
    vendorId: event('sekey'),
    identity: undefined,
    vendorStatus: event('state'),
    ruleId: event('explanations.0.type', 'type'),
    disposition: auth('result'),
    user: auth('user.name', 'username') ?? event('bypass_status_enabled.name', 'user.name'),
    eventType: EventType.ANOMALY,
    eventAt: event('surfaced_timestamp'),
  }
}

function readAdministrator(log: Look): Reading {
  const action = log('action')
  const isRefused = /error|fail|lock/.test(textOf(action) ?? '')
  return {
    title: spaced(action),
    description: log('description'),
    ruleId: action,
    user: log('username'),
    resource: log('object'),
    eventType: isRefused ? EventType.CREDENTIAL_ACCESS : null,
    eventAt: log('isotimestamp', 'timestamp'),
  }
}
