import fc from 'fast-check'
import { scanItems } from './items'

const space = fc.stringMatching(/^[ \t\n\r]{0,3}$/)

it('gives each element exactly as it was written, white space around it left out', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.json(), space, space), { minLength: 1 }), space, (items, around) => {
      const body = items.map(([item, before, after]) => before + item + after).join(',')
      const { elements, isArray } = scanItems(`${around}[${body}]${around}`, Infinity)
      expect(isArray).toBe(true)
      expect(elements).toEqual(items.map(([item]) => item))
    }),
  )
})

it('agrees with JSON.parse on any array', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.nat(4), (values, indent) => {
      const { elements } = scanItems(JSON.stringify(values, null, indent), Infinity)
      expect(elements.map((element) => JSON.parse(element) as unknown)).toEqual(JSON.parse(JSON.stringify(values)))
    }),
  )
})

it('is not misled by brackets, commas, quotes and backslashes in strings', () => {
  const items = ['"a,]\\""', '"\\\\"', '{"x\\\\\\"":"[,"}', '12345678901234567890.10']
  expect(scanItems(`[${items.join(' , ')}]`, 64).elements).toEqual(items)
})

it('counts the depth of any text and stops beyond the limit', () => {
  expect(scanItems('{"a":[{"b":1}],"c":"[[[["}', 64).depth).toBe(3)
  expect(scanItems('['.repeat(1_000_000), 64).depth).toBe(65)
  expect(scanItems('"[[["', 64).depth).toBe(0)
})

it('sees an empty array as no element', () => {
  expect(scanItems(' [ \n ] ', 64)).toEqual({ depth: 1, isArray: true, elements: [] })
})

it('takes no more than one look at a text full of backslashes', () => {
  const hostile = `["${'\\'.repeat(500_000)}"]`
  expect(scanItems(hostile, 64).elements).toHaveLength(1)
})
