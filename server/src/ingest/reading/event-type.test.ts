import { EventType } from '../../scoring/event-type'
import { eventTypeOfTactics, eventTypeOfWords } from './event-type'

it('takes the first tactic that says more than an intrusion', () => {
  expect(eventTypeOfTactics(['Initial Access', 'Credential Access'])).toBe(EventType.CREDENTIAL_ACCESS)
  expect(eventTypeOfTactics('LateralMovement')).toBe(EventType.INTRUSION)
  expect(eventTypeOfTactics(['no tactic', 7])).toBeNull()
})

it('reads words by the first pattern that fits any of them', () => {
  const words = [
    [/virus/i, EventType.MALWARE],
    [/scan/i, EventType.RECONNAISSANCE],
  ] as const
  expect(eventTypeOfWords(['Port scan', 'Virus'], words)).toBe(EventType.MALWARE)
  expect(eventTypeOfWords('web', words)).toBeNull()
})
