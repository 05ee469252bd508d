import { AlertStatus } from '../../alerts/alert.status'
import { Verdict } from '../../alerts/alert.verdict'
import { ActorKind } from '../../audit/actor'
import { Criticality } from '../../scoring/criticality'
import { defaultWeights } from '../../scoring/risk.weights'
import { Severity } from '../../scoring/severity'
import { addTo, noChange, outcomeOf, type Arrival, type KeyState } from './fold'

const start = Date.UTC(2026, 0, 1)
const [hour, day] = [3_600_000, 86_400_000]

const aState = (changes: Partial<KeyState> = {}): KeyState => ({
  alertId: 'a',
  status: AlertStatus.NEW,
  verdict: null,
  closedAt: null,
  severity: Severity.MEDIUM,
  severitySetBy: ActorKind.SOURCE,
  riskScore: 50,
  occurrences: 1,
  entity: 'srv-1',
  lastSeenAt: new Date(start),
  endedAt: null,
  version: 1,
  ...changes,
})
const closed = (verdict: Verdict) => aState({ status: AlertStatus.CLOSED, verdict, closedAt: new Date(start) })
const anArrival = (afterMs: number, changes: Partial<Arrival> = {}): Arrival => ({
  severity: Severity.MEDIUM,
  facts: { severity: changes.severity ?? Severity.MEDIUM },
  weights: defaultWeights,
  entity: 'srv-1',
  at: new Date(start + afterMs),
  rule: { windowSeconds: 86_400, memoryDays: 7 },
  ...changes,
})

it('opens an alert for what was never seen', () => {
  expect(outcomeOf(anArrival(0), null)).toBe('CREATED')
})

it('folds into an alert that is not closed, within the window after its last item', () => {
  for (const status of Object.values(AlertStatus).filter((one) => one !== AlertStatus.CLOSED)) {
    expect(outcomeOf(anArrival(day), aState({ status }))).toBe('FOLDED')
    expect(outcomeOf(anArrival(day + 1), aState({ status }))).toBe('CREATED')
  }
})

it('takes a clock that went back for no gap', () => {
  expect(outcomeOf(anArrival(-hour), aState())).toBe('FOLDED')
})

it('remembers for some days what was closed as harmless', () => {
  for (const verdict of [Verdict.BENIGN, Verdict.FALSE_POSITIVE, Verdict.DUPLICATE]) {
    expect(outcomeOf(anArrival(7 * day - 1), closed(verdict))).toBe('SUPPRESSED')
    expect(outcomeOf(anArrival(7 * day), closed(verdict))).toBe('CREATED')
  }
})

it('opens a new alert after any other verdict', () => {
  for (const verdict of [Verdict.TRUE_POSITIVE, Verdict.SUSPICIOUS, Verdict.TEST, Verdict.UNKNOWN]) {
    expect(outcomeOf(anArrival(hour), closed(verdict))).toBe('CREATED')
  }
})

it('forgives nothing that comes worse or from somebody else, and nothing at all without memory', () => {
  const state = closed(Verdict.BENIGN)
  expect(outcomeOf(anArrival(hour, { severity: Severity.HIGH }), state)).toBe('CREATED')
  expect(outcomeOf(anArrival(hour, { severity: Severity.LOW }), state)).toBe('SUPPRESSED')
  expect(outcomeOf(anArrival(hour, { entity: 'srv-2' }), state)).toBe('CREATED')
  expect(outcomeOf(anArrival(hour, { entity: null }), state)).toBe('CREATED')
  expect(outcomeOf(anArrival(hour, { rule: { windowSeconds: 86_400, memoryDays: 0 } }), state)).toBe('CREATED')
})

function added(state: KeyState, ...arrivals: Arrival[]) {
  const change = noChange(state)
  for (const arrival of arrivals) addTo(state, change, arrival, outcomeOf(arrival, state))
  return change
}

const worse = { severity: Severity.CRITICAL }
const onWeightyAsset = {
  facts: { severity: Severity.MEDIUM, asset: { host: 'dc01', criticality: Criticality.CRITICAL } },
}

it('counts, moves the time and raises severity and risk to the worst that came', () => {
  const change = added(aState(), anArrival(hour), anArrival(2 * hour, worse), anArrival(3 * hour))
  expect(change).toMatchObject({
    occurrences: 3,
    swallowed: 0,
    lastSeenAt: new Date(start + 3 * hour),
    raised: { from: Severity.MEDIUM, to: Severity.CRITICAL },
    risk: { score: 100 },
  })
})

it('scores afresh by what a further event adds, and by how often it came', () => {
  expect(added(aState(), anArrival(hour, onWeightyAsset)).risk).toMatchObject({
    score: 80,
    facts: { severity: 'MEDIUM', asset: { host: 'dc01' }, occurrences: 2 },
  })
  expect(added(aState(), anArrival(hour)).risk).toBeNull()
  expect(added(aState({ occurrences: 9 }), anArrival(hour)).risk).toMatchObject({ facts: { occurrences: 10 } })
  expect(added(aState({ riskScore: 95 }), anArrival(hour, onWeightyAsset)).risk).toBeNull()
})

it('keeps the severity that was the worst when less comes often', () => {
  const often = { facts: { severity: Severity.LOW }, severity: Severity.LOW }
  const change = added(aState({ occurrences: 99 }), anArrival(hour, often))
  expect(change.risk).toMatchObject({ facts: { severity: 'MEDIUM', occurrences: 100 } })
})

it('leaves a severity that a person, a key or a playbook has set', () => {
  for (const severitySetBy of [ActorKind.USER, ActorKind.API_KEY, ActorKind.PLAYBOOK, ActorKind.RULE]) {
    expect(added(aState({ severitySetBy }), anArrival(hour, worse))).toMatchObject({ raised: null, risk: null })
  }
})

it('counts what a closed alert swallows apart, and lets it raise nothing', () => {
  const change = added(closed(Verdict.BENIGN), anArrival(hour, onWeightyAsset))
  expect(change).toMatchObject({ occurrences: 1, swallowed: 1, raised: null, risk: null })
})
