import { ends } from '../../test/ends'
import { aKnownSource } from '../../test/known-source'
import { listIn } from './list-in'
import { readText } from './read-items'
import { unbundle } from './unbundle'
import { withExactNumbers } from './exact-numbers'

const apart = (text: string) => unbundle([readText(text)], aKnownSource().product)
const textsOf = (text: string) => apart(text).map((item) => item.text)

it('makes one item of each alert of a body, and keeps what stands around them, character by character', () => {
  const body = '{ "status" : "firing", "alerts" : [ {"n": 9007199254740993} ,\n {"n":"\\u0061, ]"} ], "version":"4" }'
  expect(textsOf(body)).toEqual([
    '{ "status" : "firing", "alerts" : [ {"n": 9007199254740993} ], "version":"4" }',
    '{ "status" : "firing", "alerts" : [ {"n":"\\u0061, ]"} ], "version":"4" }',
  ])
  expect(apart(body).map((item) => 'value' in item && item.value.alerts)).toEqual([
    [{ n: '9007199254740993' }],
    [{ n: 'a, ]' }],
  ])
})

it('reads each of them again as it was read', () => {
  for (const item of apart('{"alerts":[{"title":"a"},{"title":"b"}],"source":"x"}'))
    expect(readText(item.text)).toEqual(item)
})

it.each(['{"alerts":[{"a":1}]}', '{"alerts":["a","b"]}', '{"alerts":{"a":[1,2]}}', '{"tags":[{"a":1},{"b":2}]}', '{}'])(
  'leaves %s whole',
  (text) => expect(textsOf(text)).toEqual([text]),
)

it('takes the last of a key that is written twice, as the parser does', () => {
  expect(listIn('{"a":[1,2],"b":0,"a":[3,4]}', ['a'])?.elements).toEqual(['3', '4'])
  expect(listIn('{"\\u0061":{"b":[ {"x":"]}"} , [ ] ]}}', ['a', 'b'])?.elements).toEqual(['{"x":"]}"}', '[ ]'])
  expect(listIn('{"a":[]}', ['a'])).toBeNull()
  expect(listIn('{"a":1}', ['b'])).toBeNull()
})

it('refuses a body whose envelope would be multiplied beyond bounds', () => {
  const many = Array.from({ length: 900 }, (_, n) => ({ n }))
  const [item, ...others] = apart(JSON.stringify({ alerts: many, around: 'x'.repeat(20_000) }))
  expect(others).toEqual([])
  expect(item).toMatchObject({ rejected: expect.stringMatching(/too many alerts/) })
  expect(apart(JSON.stringify({ alerts: Array(2_001).fill({}) }))).toMatchObject([{ rejected: expect.any(String) }])
})

it('refuses a body whose alerts would be many times what was sent, and takes the next one', () => {
  const wide = JSON.stringify({
    alerts: Array(1_000).fill({}),
    ...Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`k${n}`, 1])),
  })
  const small = readText('{"alerts":[{"a":1},{"a":2}]}')
  expect(unbundle([readText(wide), small], 'auto')).toMatchObject([{ rejected: expect.any(String) }, {}, {}])
})

it('makes nothing of a body that it refuses', () => {
  const alerts = `{${Array.from({ length: 1_000 }, (_, n) => `"k${n}":1,`).join('')}"alerts":[${'{},'.repeat(300_000)}{}]}`
  expect(ends(() => apart(alerts))).toBe(true) // or a thousand keys are copied 300,000 times
}, 60_000)

it('keeps every digit of a whole number, and touches nothing else', () => {
  expect(JSON.parse(withExactNumbers('{"a":12345678901234567890,"b":-9007199254740993,"c":[1.2345678901234567,1e20],"d":"1234567890123456789"}'))).toEqual({
    a: '12345678901234567890', b: '-9007199254740993', c: [1.2345678901234567, 1e20], d: '1234567890123456789',
  }) // prettier-ignore
})
