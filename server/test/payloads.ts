import fc from 'fast-check'
import { isJsonObject, type JsonObject } from '../src/ingest/finding'

/** What JSON can hold and few payloads do, in every type; texts that Postgres, a pattern or a parser may stumble over. */
const oddValues: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -0,
    1,
    -1,
    0.5,
    1e308,
    -1e308,
    5e-324,
    2 ** 53 + 2,
    8.64e15 + 1,
    1_772_600_767_890,
    132_000_000_000_000_000,
  ],
  ...[
    '',
    ' ',
    '-',
    '0',
    '\0',
    'a\0b',
    '\ud800',
    'a\udfffb',
    '\ud83d\ude00',
    '\u202e\u2066',
    '\ufffe',
    '__proto__',
    'constructor',
    'null',
  ],
  ...[
    '999.1.1.1',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
    '[2001:db8::1]:443',
    '10.0.0.0/8',
    'https://',
    'http://[::1',
    'a@b',
    '<@>',
    'javascript:1',
  ],
  ...[
    '2026-02-30T25:61:61Z',
    '0000-00-00',
    '+275761-01-01T00:00:00Z',
    'Tue Feb 31 99:99:99',
    '/Date(99999999999999)/',
    '1e400',
    '0x7fffffff',
  ],
  ...[
    'x'.repeat(600),
    '\ud800'.repeat(200),
    "'".repeat(300),
    '\\'.repeat(300),
    '1'.repeat(300),
    'a.'.repeat(200),
    '|'.repeat(100),
  ],
  ...[
    "[url:value = 'x",
    "[file:hashes.'SHA-256'='\0']",
    'MD5=,SHA1=:=,SHA256',
    'T1059 T9999 TA0001',
    'attack.t1059.',
    'a ¦ b: ¦ : c',
    ' ¦ : ¦ ',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    [{}],
    [[[['a']]]],
    { '': {} },
    { 0: { 0: {} } },
    ['a', 1, null, {}, []],
    Array.from({ length: 120 }, (_, at) => at),
  ],
  ...[
    JSON.parse('{"__proto__":{"title":"x"},"constructor":{"name":{}},"toString":1,"length":-1}'),
    deepList(60),
    deepObject(60),
  ],
]

function deepList(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level++) value = [value]
  return value
}

function deepObject(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level++) value = { [level % 2 ? 'parent_process' : 'parent']: value }
  return value
}

/** Far beyond every bound; rare, since each costs as much as hundreds of others. */
const hugeValues: readonly unknown[] = [
  ...['x'.repeat(50_000), '\ud800'.repeat(11_000), "'".repeat(25_000), '\\'.repeat(25_000), '1,'.repeat(10_000)],
  ...[Array.from({ length: 3_000 }, (_, at) => at), deepList(400), deepObject(400)],
]

export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 300, arbitrary: fc.constantFrom(...oddValues) },
  { weight: 1, arbitrary: fc.constantFrom(...hugeValues) },
)

/** Objects under names that real payloads use, at most three deep, with values of any type. */
export function randomPayload(samples: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  const names = [...new Set(samples.flatMap((sample) => slotsOf(sample).map(({ key }) => key)))]
  const name = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', '', 'a.b', '0') },
  )
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.ipV4(), fc.ipV6(), fc.domain(), fc.uuid())
  const leaf = fc.oneof(oddValue, text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  const object = (value: fc.Arbitrary<unknown>) => fc.array(fc.tuple(name, value), { maxLength: 6 }).map(objectOf)
  const deeper = (value: fc.Arbitrary<unknown>) => fc.oneof(leaf, object(value), fc.array(value, { maxLength: 3 }))
  return object(deeper(deeper(leaf)))
}

const objectOf = (entries: [string, unknown][]): JsonObject => Object.fromEntries(entries)

/** A sample in which one to six places hold something else, are gone, or lie deeper or higher than they should. */
export function mutatedPayload(samples: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  const change = fc.record({ at: fc.nat(), how: fc.constantFrom(...hows), value: oddValue })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([sample, changes]) => changes.reduce(changed, structuredClone(sample)))
}

const hows = ['swap', 'swap', 'swap', 'drop', 'wrap', 'list', 'text', 'move'] as const

interface Change {
  at: number
  how: (typeof hows)[number]
  value: unknown
}

function changed(payload: JsonObject, { at, how, value }: Change): JsonObject {
  const slots = slotsOf(payload)
  const slot = slots[at % Math.max(1, slots.length)]
  if (!slot) return payload
  const { holder, key } = slot
  const old = holder[key]
  if (how === 'drop') delete holder[key]
  else if (how === 'move') payload[key] = old
  else
    holder[key] = {
      swap: structuredClone(value),
      wrap: { [key]: old },
      list: [old, structuredClone(value)],
      text: JSON.stringify(old),
    }[how]
  return payload
}

interface Slot {
  holder: JsonObject
  key: string
}

/** Every place of a payload that holds something, down to eight deep. */
function slotsOf(value: unknown, depth = 8): Slot[] {
  if (typeof value !== 'object' || value === null || depth === 0) return []
  const holder = value as JsonObject
  const keys = Object.keys(holder).slice(0, 100)
  return keys.flatMap((key) => [{ holder, key }, ...slotsOf(holder[key], depth - 1)])
}

/** The JSON objects that a body holds. */
export const objectsIn = (body: unknown): JsonObject[] => [body].flat().filter(isJsonObject)
