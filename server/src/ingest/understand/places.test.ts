import { placesIn } from './places'

const placeOf = placesIn({
  id: 7,
  rule: { name: 'Odd login', level: 12 },
  agents: [{ name: 'SRV-1' }, { name: 'srv-2', note: 'Odd login' }],
  text: null,
})

it.each([
  ['Odd login', 'rule.name'],
  ['srv-1', 'agents[0].name'],
  ['srv-2', 'agents[1].name'],
  ['12', 'rule.level'],
  ['7', null],
  ['HIGH', null],
  ['', null],
])('finds %j at %j', (value, place) => expect(placeOf(value)).toBe(place))
