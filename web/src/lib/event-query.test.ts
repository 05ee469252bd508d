import {
  eventChips,
  eventView,
  filterOf,
  isNarrowed,
  plainView,
  toggled,
  urlQueryOf,
  withValues,
  type EventView,
} from './event-query'

const view: EventView = {
  range: { kind: 'last', seconds: 3_600 },
  values: { source: ['siem', 'a,b'], severity: ['HIGH', 'LOW'], host: ['web-1'] },
  text: 'ssh login',
}

const between: EventView = { ...view, range: { kind: 'between', from: 0, to: 60_000 } }
it.each([[plainView], [view], [between]])('reads the address that it wrote: %j', (one) => {
  expect(eventView(urlQueryOf(one))).toEqual({ view: one, faults: [] })
})

it('keeps what is not its own in the address', () => {
  expect(urlQueryOf(plainView, { open: 'x', severity: 'LOW', q: 'gone' })).toEqual({ open: 'x' })
})

it('leaves out what makes no sense, and says so', () => {
  const { view: read, faults } = eventView({ severity: 'HIGH,purple', outcome: 'x', range: 'y' })
  expect(read).toEqual({ ...plainView, values: { severity: ['HIGH'] } })
  expect(faults).toHaveLength(3)
})

it('asks the server for values as alternatives, and for fields together', () => {
  expect(filterOf(view)).toEqual({
    ingestedAt: { within: 3_600 },
    source: { in: ['siem', 'a,b'] },
    severity: { in: ['HIGH', 'LOW'] },
    host: { in: ['web-1'] },
    text: 'ssh login',
  })
  expect(filterOf(view, 'severity')).not.toHaveProperty('severity')
  expect(filterOf({ ...plainView, range: { kind: 'between', from: 0, to: 60_000 } })).toEqual({
    ingestedAt: { gte: '1970-01-01T00:00:00.000Z', lt: '1970-01-01T00:01:00.000Z' },
  })
})

it('adds and takes away single values', () => {
  const more = toggled(plainView, 'severity', 'HIGH')
  expect(more.values).toEqual({ severity: ['HIGH'] })
  expect(toggled(more, 'severity', 'HIGH')).toEqual(plainView)
  expect(withValues(view, 'host', [])).toEqual({
    ...view,
    values: { source: view.values.source, severity: view.values.severity },
  })
})

it('says what is asked for, each part removable', () => {
  const chips = eventChips(toggled(view, 'outcome', 'SUPPRESSED'), (slug) => slug.toUpperCase())
  expect(chips.map(({ label }) => label)).toEqual([
    'Source: SIEM, A,B',
    'Outcome: Swallowed',
    'Severity: High, Low',
    'Host: web-1',
    '“ssh login”',
  ])
  let left = view
  for (let chip = eventChips(left, String)[0]; chip; chip = eventChips(left, String)[0]) left = chip.without
  expect(isNarrowed(left)).toBe(false)
  expect([isNarrowed(view), isNarrowed({ ...plainView, range: view.range })]).toEqual([true, false])
})
