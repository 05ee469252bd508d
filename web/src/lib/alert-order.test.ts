import { comparing, type SortableAlert } from './alert-order'

const anAlert = (id: string, fields: Partial<SortableAlert> = {}): SortableAlert => ({
  id,
  number: 1,
  severity: 'LOW',
  riskScore: 10,
  firstSeenAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  eventAt: null,
  ...fields,
})
const inOrder = (field: Parameters<typeof comparing>[0]['field'], direction: 'ASC' | 'DESC', alerts: SortableAlert[]) =>
  alerts.toSorted(comparing({ field, direction })).map(({ id }) => id)

it('sorts severities by how bad they are, not by their letters', () => {
  const alerts = [
    anAlert('a', { severity: 'LOW' }),
    anAlert('b', { severity: 'FATAL' }),
    anAlert('c', { severity: 'HIGH' }),
  ]
  expect(inOrder('SEVERITY', 'DESC', alerts)).toEqual(['b', 'c', 'a'])
  expect(inOrder('SEVERITY', 'ASC', alerts)).toEqual(['a', 'c', 'b'])
})

it('puts alerts without the time last in both directions', () => {
  const alerts = [
    anAlert('a'),
    anAlert('b', { eventAt: '2026-01-01T00:00:00.000Z' }),
    anAlert('c', { eventAt: '2026-01-02T00:00:00.000Z' }),
  ]
  expect(inOrder('EVENT_AT', 'DESC', alerts)).toEqual(['c', 'b', 'a'])
  expect(inOrder('EVENT_AT', 'ASC', alerts)).toEqual(['b', 'c', 'a'])
})

it('lets the id decide among equals, in the direction of the list', () => {
  const alerts = [anAlert('b'), anAlert('a'), anAlert('c')]
  expect(inOrder('RISK_SCORE', 'DESC', alerts)).toEqual(['c', 'b', 'a'])
  expect(inOrder('NUMBER', 'ASC', alerts)).toEqual(['a', 'b', 'c'])
})
