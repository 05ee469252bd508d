import { summaryOf } from './deed-summary'
import type { Failure } from './failure'

const deed = { kind: 'status', change: { status: 'CLOSED', verdict: 'BENIGN' } } as const
const ended = (key: string, message?: string) => ({
  before: { key },
  failure: message ? ({ code: 'CONFLICT', message, fields: [] } satisfies Failure) : null,
})

it('says what was done', () => {
  expect(summaryOf([ended('A-1'), ended('A-2')], 0, deed)).toEqual({
    tone: 'success',
    title: '2 alerts closed as benign',
    text: undefined,
  })
})

it('says what was not, and why, each reason once', () => {
  const many = ['A-2', 'A-3', 'A-4', 'A-5'].map((key) => ended(key, 'Changed since'))
  expect(summaryOf([ended('A-1'), ...many, ended('A-6', 'No such alert')], 2, deed)).toEqual({
    tone: 'error',
    title: '1 alert closed as benign, 5 refused',
    text: 'A-2, A-3, A-4 and 1 more: Changed since. A-6: No such alert. 2 left as they are: not possible from their status.',
  })
})
