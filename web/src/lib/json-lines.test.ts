import { inLines, placeAt } from './json-lines'
import { faultIn } from './lossless-json'

it('puts one value to a line and changes nothing else', () => {
  const text = '{"a":[1.10,{"b":"x, {y}: \\"z\\""}],"a":{},"n":12345678901234567890,"e":[ ]}'
  expect(inLines(text)).toBe(
    '{\n  "a": [\n    1.10,\n    {\n      "b": "x, {y}: \\"z\\""\n    }\n  ],\n  "a": {},\n  "n": 12345678901234567890,\n  "e": []\n}',
  )
  expect(inLines(inLines(text))).toBe(inLines(text))
})

it.each([
  ['{\n  "a": 1,\n  "b" 2\n}', 3, 7],
  ['{"a": tru}', 1, 7],
  ['[1, 2', 1, 6],
  ['{"a": "x\ny"}', 1, 9],
  ['{} {}', 1, 4],
])('finds the fault of %j', (text, line, column) => {
  expect(placeAt(text, faultIn(text) ?? -1)).toEqual({ line, column })
})

it('finds none in JSON', () => expect(faultIn('{"a": [1, "b", null]}')).toBeNull())
