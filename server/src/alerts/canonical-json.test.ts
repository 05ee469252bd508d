import fc from 'fast-check'
import { canonicalJson } from './canonical-json'

it('sorts names at every depth and keeps the order of lists', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }, 'x'], a: true })).toBe('{"a":true,"b":[{"c":null,"d":1},"x"]}')
})

it('keeps names that mean something to JavaScript', () => {
  const value: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":2}')
  expect(canonicalJson(value)).toBe('{"__proto__":{"x":1},"constructor":2}')
})

it('gives back an equal value, and equal text for equal values', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const value: unknown = JSON.parse(json)
      const text = canonicalJson(value) ?? ''
      const back: unknown = JSON.parse(text)
      expect(back).toEqual(value)
      expect(canonicalJson(back)).toBe(text)
    }),
  )
})

it('refuses what is nested too deep, without exhausting the stack', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
  expect(canonicalJson(nested(100))).not.toBeNull()
  expect(canonicalJson(nested(101))).toBeNull()
  expect(canonicalJson(nested(5_000))).toBeNull()
})
