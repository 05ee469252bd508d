import { objectAt, unwrapped } from './envelope'
import { lookInto } from './look'

const item = { detail: { findings: [{ id: 'in a list' }] }, id: 'outside' }

it('looks into the first envelope that is there, else into the item', () => {
  expect(unwrapped(lookInto(item), 'absent', 'detail.findings.0', 'detail')('id')).toBe('in a list')
  expect(unwrapped(lookInto(item), 'absent')('id')).toBe('outside')
})

it('finds objects only, and only what the payload itself holds', () => {
  expect(objectAt(item, 'detail.findings.0')).toEqual({ id: 'in a list' })
  for (const path of ['id', 'id.length', 'detail.findings', 'absent.deeper', 'constructor', '__proto__'])
    expect(objectAt(item, path)).toEqual({})
})
