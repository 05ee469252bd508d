import { anAlert } from './alert.builder'
import { closingWith, CLOSURE_PRESETS } from './closure-presets'
import { deedDone, deedLines, fieldsAfter, isAlreadySo, isPossible, undoOf, type Deed } from './deed'

const ada = { id: 'ada', name: 'Ada' }
const toAda: Deed = { kind: 'assign', user: ada }
const to = (status: 'IN_PROGRESS' | 'CLOSED' | 'TRIAGED' | 'SUPPRESSED'): Deed => ({
  kind: 'status',
  change: { status },
})
const assigned = anAlert({ assignee: { __typename: 'User', ...ada } })
const closed = anAlert({
  status: 'CLOSED',
  allowedStatuses: ['IN_PROGRESS'],
  verdict: 'BENIGN',
  reasonCode: 'OTHER',
  reason: 'Backup',
  can: { __typename: 'AlertCan', triage: true, assign: true, close: false },
})
const readOnly = { __typename: 'AlertCan' as const, triage: false, assign: false, close: false }

describe('isPossible', () => {
  it('follows what the server allows', () => {
    expect(isPossible(to('CLOSED'), anAlert())).toBe(true)
    expect(isPossible(to('CLOSED'), closed)).toBe(false)
    expect(isPossible(to('IN_PROGRESS'), closed)).toBe(true)
  })

  it('is nothing for who may only look', () => {
    for (const deed of [to('CLOSED'), to('IN_PROGRESS'), toAda]) {
      expect(isPossible(deed, anAlert({ can: readOnly }))).toBe(false)
    }
  })

  it('does not assign to whom it is assigned already', () => {
    expect(isPossible(toAda, assigned)).toBe(false)
    expect(isPossible({ kind: 'assign', user: null }, anAlert())).toBe(false)
    expect(isPossible({ kind: 'assign', user: null }, assigned)).toBe(true)
  })
})

describe('fieldsAfter', () => {
  it('keeps an earlier verdict, and takes it back when the alert is reopened', () => {
    const triaged = anAlert({ status: 'TRIAGED', verdict: 'SUSPICIOUS', reason: 'Odd' })
    expect(fieldsAfter(to('IN_PROGRESS'), triaged)).toMatchObject({ verdict: 'SUSPICIOUS', reason: 'Odd' })
    expect(fieldsAfter(to('IN_PROGRESS'), closed)).toMatchObject({
      status: 'IN_PROGRESS',
      verdict: null,
      reasonCode: null,
      reason: null,
    })
  })
})

describe('a second deed before the first is answered', () => {
  const after = (deed: Deed, alert: Parameters<typeof fieldsAfter>[1]) => ({ ...alert, ...fieldsAfter(deed, alert) })

  it('closes what has just been reopened, and reopens what has just been closed', () => {
    expect(isPossible(to('CLOSED'), after(to('IN_PROGRESS'), closed))).toBe(true)
    expect(isPossible(to('IN_PROGRESS'), after(to('CLOSED'), anAlert()))).toBe(true)
    expect(isPossible(to('CLOSED'), after(to('CLOSED'), anAlert()))).toBe(false)
  })
})

describe('undoOf', () => {
  it('reopens what was closed: new it cannot be again', () => {
    expect(undoOf(anAlert(), closed, to('CLOSED'))).toEqual(to('IN_PROGRESS'))
  })

  it('closes again as it was closed', () => {
    const reopened = anAlert({ status: 'IN_PROGRESS', allowedStatuses: ['TRIAGED', 'CLOSED', 'SUPPRESSED'] })
    expect(undoOf(closed, reopened, to('IN_PROGRESS'))).toEqual({
      kind: 'status',
      change: { status: 'CLOSED', verdict: 'BENIGN', reasonCode: 'OTHER', reason: 'Backup' },
    })
  })

  it('knows no way back from in progress to new', () => {
    const inProgress = anAlert({ status: 'IN_PROGRESS', allowedStatuses: ['TRIAGED', 'CLOSED', 'SUPPRESSED'] })
    expect(undoOf(anAlert(), inProgress, to('IN_PROGRESS'))).toBeNull()
  })

  it('gives an alert back to whom it belonged', () => {
    expect(undoOf(assigned, anAlert(), { kind: 'assign', user: null })).toMatchObject(toAda)
    expect(undoOf(anAlert(), assigned, toAda)).toEqual({ kind: 'assign', user: null })
  })
})

describe('deedLines', () => {
  it('sets both versions side by side, as far as the deed goes', () => {
    const theirs = anAlert({ status: 'TRIAGED', verdict: 'SUSPICIOUS' })
    const mine: Deed = { kind: 'status', change: { status: 'CLOSED', verdict: 'BENIGN', reason: 'Backup' } }
    expect(deedLines(mine, theirs)).toEqual([
      { label: 'Status', mine: 'Closed', theirs: 'Triaged' },
      { label: 'Verdict', mine: 'Benign', theirs: 'Suspicious' },
      { label: 'Reason', mine: 'Backup', theirs: '–' },
    ])
    expect(deedLines(toAda, theirs)).toEqual([{ label: 'Assigned to', mine: 'Ada', theirs: 'Nobody' }])
  })

  it('sees that somebody has done the very same', () => {
    expect(isAlreadySo(toAda, assigned)).toBe(true)
    expect(isAlreadySo(to('CLOSED'), anAlert())).toBe(false)
  })
})

it('tells what was done', () => {
  expect(deedDone({ kind: 'status', change: { status: 'CLOSED', verdict: 'FALSE_POSITIVE' } })).toBe(
    'closed as false positive',
  )
  expect(deedDone(to('IN_PROGRESS'))).toBe('in progress')
  expect(deedDone(toAda)).toBe('assigned to Ada')
})

describe('closure presets', () => {
  it('have the keys 1 to 9, each with all that closing demands', () => {
    expect(CLOSURE_PRESETS.map(({ digit }) => digit).join('')).toBe('123456789')
    for (const preset of CLOSURE_PRESETS) {
      const { status, verdict, reasonCode, reason } = closingWith(preset)
      expect([status, Boolean(verdict && reasonCode && reason)]).toEqual(['CLOSED', true])
    }
  })

  it('are told apart by verdict and cause', () => {
    const ways = CLOSURE_PRESETS.map(({ verdict, reasonCode }) => `${verdict} ${reasonCode}`)
    expect(new Set(ways).size).toBe(ways.length)
  })
})
