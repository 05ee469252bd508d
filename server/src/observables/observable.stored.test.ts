import { newId } from '../platform/ids'
import { observableWrites } from './observable.insert'
import { named } from './observable.id'
import { linkKey, mostPerAlert, StoredKeys } from './observable.stored'
import { ObservableType } from './observable.type'

it('forgets what was used longest ago', () => {
  const stored = new StoredKeys(2)
  stored.remember(['a', 'b'])
  expect(stored.has('a')).toBe(true)
  stored.remember(['c'])
  expect(['a', 'b', 'c'].map((key) => stored.has(key))).toEqual([true, false, true])
})

const links = (alertId: string, count: number) => Array.from({ length: count }, () => linkKey(alertId, newId()))

it('knows an alert to be full once as many links of it were written as it may hold, and for good', () => {
  const stored = new StoredKeys(mostPerAlert + 1)
  const [full, other] = [newId(), newId()]
  const all = links(full, mostPerAlert)
  stored.remember(all.slice(1))
  stored.remember(all.slice(1)) // the same again is no more
  expect(stored.isFull(full)).toBe(false)
  stored.remember(all)
  expect(stored.isFull(full)).toBe(true)
  stored.remember(links(other, 2)) // pushes out links of the first
  expect([full, other].map((id) => stored.isFull(id))).toEqual([true, false])
})

it('counts no link that it has forgotten, which may be the same that comes again', () => {
  const stored = new StoredKeys(mostPerAlert - 2)
  const alertId = newId()
  for (const link of links(alertId, mostPerAlert + 5)) stored.remember([link])
  expect(stored.isFull(alertId)).toBe(false)
})

it('has nothing written of what comes to an alert that is full', () => {
  const stored = new StoredKeys()
  const [tenantId, alertId, at] = [newId(), newId(), new Date()]
  stored.remember(links(alertId, mostPerAlert))
  const observables = named(tenantId, [{ type: ObservableType.URL, value: 'https://x.test/1' }])
  const sighting = { tenantId, at, observables, isFold: true }
  expect(observableWrites({ sightings: [{ ...sighting, alertId }], stored })).toMatchObject({ writes: [], keys: [] })
  expect(observableWrites({ sightings: [{ ...sighting, alertId: newId() }], stored }).writes).toHaveLength(2)
})
