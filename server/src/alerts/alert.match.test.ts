import { iocKey } from '../observables/observable.id'
import { ObservableType } from '../observables/observable.type'
import { ruleOf } from '../rules/rule.identity'
import { aKnown } from '../../test/known'
import { Criticality } from '../scoring/criticality'
import { EventType } from '../scoring/event-type'
import { Severity } from '../scoring/severity'
import { blankAlert } from './alert.blank'
import { matchOf, type Matched } from './alert.match'
import { valuesOf, type SaidFields } from './alert.values'

const said = (changes: Partial<Matched>): Matched & SaidFields => ({
  ...{ ...blankAlert, product: 'Wazuh', severity: Severity.HIGH },
  ...changes,
})

it('takes from an alert what counts, and from the tenant what it says of it', () => {
  const known = aKnown({
    networks: [{ cidr: '10.0.0.0/8', name: 'Company', isInternal: true }],
    assets: [{ host: 'srv', criticality: Criticality.HIGH, addresses: ['10.1.1.1'] }],
    privileged: ['root'],
    iocs: [iocKey({ type: ObservableType.IP_ADDRESS, value: '8.8.8.8' })],
  })
  const finding = said({ eventType: EventType.MALWARE, srcIp: '8.8.8.8', dstIp: '10.1.1.1', user: 'Root' })
  expect(matchOf(finding, valuesOf(finding), known)).toEqual({
    columns: { srcNetwork: null, dstNetwork: 'Company', assetId: 'srv' },
    facts: {
      severity: 'HIGH',
      eventType: 'MALWARE',
      source: { isInternal: false, network: null },
      asset: { host: 'srv', criticality: 'HIGH' },
      privilegedUser: 'Root',
      knownBad: '8.8.8.8',
      history: null,
    },
  })
})

it('leaves out what is not known', () => {
  expect(matchOf(said({ user: 'bob' }), [], aKnown())).toEqual({
    columns: { srcNetwork: null, dstNetwork: null, assetId: null },
    facts: {
      severity: 'HIGH',
      eventType: null,
      source: null,
      asset: null,
      privilegedUser: null,
      knownBad: null,
      history: null,
    },
  })
})

it("knows what became of the rule's alerts", () => {
  const history = { verdicts: 10, falsePositives: 9 }
  const finding = said({ ruleId: '5710' })
  const known = aKnown()
  const rule = ruleOf({ ...finding, tenantId: known.tenantId }) ?? ''
  expect(matchOf(finding, [], { ...known, histories: new Map([[rule, history]]) }).facts.history).toEqual(history)
})
