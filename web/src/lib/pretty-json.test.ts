import { indentJson } from './pretty-json'

it('indents like JSON.stringify', () => {
  const value = { a: [1, { b: 'x, {"y"}' }], c: {}, d: [], e: null }
  expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
})

it('keeps digits and repeated keys that a parsed value would lose', () => {
  expect(indentJson('{"id":12345678901234567890,"id":1.10}')).toBe('{\n  "id": 12345678901234567890,\n  "id": 1.10\n}')
})

it('gives nothing for text that is not JSON', () => {
  expect(indentJson('CEF:0|x|y')).toBeNull()
})
