import { answeredAlerts } from './delivery-answer'

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
