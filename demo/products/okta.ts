import { mailOf, type Make, type Scene } from '../scene'

interface Event {
  type: string
  message: string
  severity: 'INFO' | 'WARN' | 'ERROR'
  result: 'SUCCESS' | 'FAILURE' | 'DENY'
  reason?: string
  place?: Place
}

interface Place {
  city: string
  country: string
}

const places: Place[] = [
  { city: 'Frankfurt am Main', country: 'Germany' },
  { city: 'Lagos', country: 'Nigeria' },
  { city: 'São Paulo', country: 'Brazil' },
  { city: 'Ho Chi Minh City', country: 'Vietnam' },
]

/** An event of the system log, as a log stream hands it on. */
function event(
  scene: Scene,
  { type, message, severity, result, reason = '', place = scene.random.pick(places) }: Event,
): object {
  const { random, at, person, stranger, world } = scene
  const actorId = `00u${random.hex(17)}`
  const geographicalContext = { city: place.city, country: place.country, postalCode: null, state: null }
  return {
    uuid: random.uuid(),
    published: at.toISOString(),
    eventType: type,
    version: '0',
    severity,
    legacyEventType: type,
    displayMessage: message,
    actor: { id: actorId, type: 'User', alternateId: mailOf(scene), displayName: person.name, detailEntry: null },
    client: { ipAddress: stranger, device: 'Computer', zone: 'null', geographicalContext, userAgent: { os: 'Windows 11', browser: 'CHROME', rawUserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' } },
    outcome: { result, reason: reason || null },
    target: [{ id: actorId, type: 'User', alternateId: mailOf(scene), displayName: person.name }],
    transaction: { type: 'WEB', id: random.hex(24), detail: {} },
    authenticationContext: { authenticationStep: 0, externalSessionId: random.hex(24) },
    securityContext: { asNumber: 64_496 + random.int(0, 15), asOrg: 'documentation', isp: 'documentation', domain: world.domain, isProxy: random.chance(0.3) },
    request: { ipChain: [{ ip: stranger, version: 'V4', geographicalContext, source: null }] },
    debugContext: { debugData: { requestUri: '/idp/idx/identify', threatSuspected: `${severity !== 'INFO'}` } },
  } // prettier-ignore
}

const lockedOut: Make = (scene) =>
  event(scene, { type: 'user.account.lock', message: 'Max sign in attempts exceeded', severity: 'WARN', result: 'FAILURE', reason: 'LOCKED_OUT' }) // prettier-ignore

const impossibleTravel: Make = (scene) =>
  event(scene, { type: 'policy.evaluate_sign_on', message: 'Sign-on from a place that cannot be reached since the last one', severity: 'WARN', result: 'SUCCESS', reason: 'New Geo-Location, Velocity' }) // prettier-ignore

const threat: Make = (scene) =>
  event(scene, { type: 'security.threat.detected', message: 'Request from suspicious actor', severity: 'WARN', result: 'DENY', reason: 'Password Spray' }) // prettier-ignore

const factorReset: Make = (scene) =>
  event(scene, { type: 'user.mfa.factor.reset_all', message: 'Reset all factors for user', severity: 'WARN', result: 'SUCCESS' }) // prettier-ignore

const reported: Make = (scene) =>
  event(scene, { type: 'user.account.report_suspicious_activity_by_enduser', message: 'User report suspicious activity', severity: 'ERROR', result: 'SUCCESS' }) // prettier-ignore

/** Two in one body: streams hand events on in batches. */
const failedLogons: Make = (scene) =>
  [1, 2].map(() => event(scene, { type: 'user.session.start', message: 'User login to Okta', severity: 'INFO', result: 'FAILURE', reason: 'INVALID_CREDENTIALS' })) // prettier-ignore

export const okta = { lockedOut, impossibleTravel, threat, factorReset, reported, failedLogons }
