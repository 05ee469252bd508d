import { alertCan } from './alert.can'
import { AlertStatus, allowedStatuses, canEscalate, isAllowedMove, isOpen } from './alert.status'

const all = Object.values(AlertStatus)

it.each([
  ['NEW', 'IN_PROGRESS TRIAGED CLOSED SUPPRESSED'],
  ['IN_PROGRESS', 'TRIAGED CLOSED SUPPRESSED'],
  ['TRIAGED', 'IN_PROGRESS CLOSED SUPPRESSED'],
  ['ESCALATED', 'IN_PROGRESS CLOSED'],
  ['CLOSED', 'IN_PROGRESS'],
  ['SUPPRESSED', 'IN_PROGRESS CLOSED'],
] as [AlertStatus, string][])('from %s to %s', (from, to) => {
  expect(allowedStatuses(from).join(' ')).toBe(to)
})

it('never moves to NEW, to ESCALATED or to where it is', () => {
  for (const from of all) {
    for (const to of [AlertStatus.NEW, AlertStatus.ESCALATED, from]) expect(isAllowedMove(from, to)).toBe(false)
  }
})

it('leaves no status without a way out, and its table untouched by callers', () => {
  for (const from of all) expect(allowedStatuses(from)).not.toHaveLength(0)
  allowedStatuses(AlertStatus.CLOSED).push(AlertStatus.NEW)
  expect(allowedStatuses(AlertStatus.CLOSED)).toEqual(['IN_PROGRESS'])
})

it('tells what is open and what can enter a case', () => {
  expect(all.filter(isOpen)).toEqual(['NEW', 'IN_PROGRESS', 'TRIAGED', 'ESCALATED'])
  expect(all.filter(canEscalate)).toEqual(['NEW', 'IN_PROGRESS', 'TRIAGED'])
})

it('lets nobody without the right do anything, and others reopen or assign what is closed, not close or escalate it', () => {
  for (const status of all) expect(Object.values(alertCan(status, false))).not.toContain(true)
  expect(alertCan(AlertStatus.CLOSED, true)).toEqual({
    triage: true,
    assign: true,
    escalate: false,
    close: false,
    comment: true,
  })
  expect(alertCan(AlertStatus.NEW, true)).toEqual({
    triage: true,
    assign: true,
    escalate: true,
    close: true,
    comment: true,
  })
})
