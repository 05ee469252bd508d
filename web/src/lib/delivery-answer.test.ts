import { answeredAlerts, answerWords } from './delivery-answer'

it('names each alert once and says whether it is new', () => {
  const items = [
    { index: 0, alertId: 'a', outcome: 'CREATED' },
    { index: 1, alertId: null, outcome: 'REJECTED' },
    { index: 2, alertId: 'b', outcome: 'FOLDED' },
    { index: 3, alertId: 'a', outcome: 'FOLDED' },
  ]
  expect(answeredAlerts({ items })).toEqual([
    { alertId: 'a', isNew: true },
    { alertId: 'b', isNew: false },
  ])
})

it.each([null, {}, { items: 3 }, { items: [null, 'x'] }, { status: 401 }])('finds none in %j', (answer) => {
  expect(answeredAlerts(answer)).toEqual([])
})

it('says in a few words what became of the items', () => {
  const items = [
    { index: 0, alertId: 'a', outcome: 'CREATED' },
    { index: 1, alertId: null, outcome: 'REJECTED' },
    { index: 2, alertId: 'b', outcome: 'FOLDED' },
  ]
  expect(answerWords({ items })).toBe('2 alerts, 1 item rejected')
  expect(answerWords({ items: items.slice(0, 1) })).toBe('1 alert')
  expect(answerWords({ status: 401 })).toBe('')
})
