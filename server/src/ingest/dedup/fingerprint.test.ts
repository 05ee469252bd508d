import type { JsonObject } from '../finding'
import { normalise } from '../normalise/normalise'
import { aKnownSource } from '../../../test/known-source'
import { fingerprintOf, type Comparison } from './fingerprint'

const rule = (fields: string[], byVendorId = true) =>
  aKnownSource({ dedup: { byVendorId, fields, windowSeconds: 1, memoryDays: 1 } })

function printOf(item: JsonObject, source: Comparison & { product: string } = aKnownSource()) {
  const finding = normalise(item, source)
  return fingerprintOf({ finding, item, text: JSON.stringify(item) }, source)
}

const same = (a: JsonObject, b: JsonObject, source = aKnownSource()) =>
  printOf(a, source).key.equals(printOf(b, source).key)

it("goes by the vendor's own id where there is one, and says so", () => {
  const item = { id: 'A-1', title: 'x', host: 'h' }
  expect(printOf(item)).toMatchObject({ fields: ['vendorId'], values: ['A-1'] })
  expect(same(item, { id: 'A-1', title: 'y' })).toBe(true)
  expect(same(item, { ...item, id: 'a-1' })).toBe(false)
})

it('goes by the fields of the rule otherwise, whatever else differs', () => {
  const source = rule(['title', 'host'])
  expect(printOf({ title: 'Beacon', host: 'WEB-1', n: 1 }, source)).toMatchObject({
    fields: ['title', 'host'],
    values: ['Beacon', 'WEB-1'],
  })
  expect(same({ title: 'Beacon', host: 'WEB-1', n: 1 }, { title: 'beacon', host: 'web-1', n: 2 }, source)).toBe(true)
  expect(same({ title: 'Beacon', host: 'web-1' }, { title: 'Beacon', host: 'web-2' }, source)).toBe(false)
  expect(same({ title: 'Beacon', host: 'web-1' }, { title: 'Beacon' }, source)).toBe(false)
})

it('never takes a value of one field for that of another', () => {
  const source = rule(['host', 'user'])
  expect(same({ host: 'a' }, { user: 'a' }, source)).toBe(false)
})

it('does without the id when the rule says so', () => {
  const source = rule(['title'], false)
  expect(same({ id: '1', title: 'x' }, { id: '2', title: 'x' }, source)).toBe(true)
})

it('reads values of the payload itself', () => {
  const source = rule(['raw.data.port', 'raw.list.1'])
  expect(printOf({ data: { port: 22 }, list: ['a', 'b'] }, source)).toMatchObject({ values: ['22', 'b'] })
  expect(same({ data: { port: 22 } }, { data: { port: '22' }, n: 1 }, source)).toBe(true)
  expect(same({ data: { port: 22 } }, { data: { port: 23 } }, source)).toBe(false)
})

it('reaches nothing that every object inherits', () => {
  expect(printOf({ a: 1 }, rule(['raw.constructor.name', 'raw.__proto__.x']))).toMatchObject({ fields: ['raw'] })
})

it('compares an item that says nothing as a whole, and takes a title of ours for nothing said', () => {
  expect(printOf({ n: 1 })).toMatchObject({ fields: ['raw'], values: [] })
  expect(same({ n: 1 }, { n: 2 })).toBe(false)
  expect(same({ n: 1 }, { n: 1 })).toBe(true)
})

describe('what was split off', () => {
  const whole = printOf({ title: 'Beacon', entity: 'e' })
  const newKey = Buffer.alloc(32, 1)
  const source = aKnownSource({ splits: [{ key: whole.key, field: 'srcPort', value: '22', newKey }] })

  it('has its own key from then on, with the reason', () => {
    expect(printOf({ title: 'Beacon', entity: 'e', src_port: 22 }, source)).toEqual({
      key: newKey,
      fields: ['title', 'entity', 'srcPort'],
      values: ['Beacon', 'e', '22'],
    })
    expect(printOf({ title: 'Beacon', entity: 'e', src_port: 23 }, source).key).toEqual(whole.key)
    expect(printOf({ title: 'Other', entity: 'e', src_port: 22 }, source).key).not.toEqual(newKey)
  })

  it('holds nobody in a circle', () => {
    const back = { key: newKey, field: 'srcPort', value: '22', newKey: whole.key }
    const circular = { ...source, splits: [...source.splits, back] }
    expect(printOf({ title: 'Beacon', entity: 'e', src_port: 22 }, circular).values).toContain('22')
  })
})
