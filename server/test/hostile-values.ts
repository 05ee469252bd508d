/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export type Chance = () => number

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const below = (chance: Chance, end: number): number => Math.floor(chance() * end)
export const between = (chance: Chance, first: number, last: number): number => first + below(chance, last - first + 1)

export function oneOf<T>(chance: Chance, [...choices]: readonly T[]): T {
  return choices[below(chance, choices.length)] as T
}

export const severalOf = <T>(chance: Chance, most: number, make: () => T): T[] =>
  Array.from({ length: below(chance, most + 1) }, make)

/** Names that mean something to JavaScript, to Postgres, to a shell or to a reader of alerts. */
const oddNames = [
  '__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'then', 'toJSON', 'length', '',
  '\\u0000', '\\ud800', '$where', '../..', 'a.b', 'a[0]', '0', '-1', "'; DROP TABLE alert;--", '${7*7}', '\\u202e',
] // prettier-ignore

/** Fields that the normaliser reads. */
const readNames = [
  'title', 'name', 'message', 'description', 'severity', 'entity', 'host', 'hostname', 'user', 'source_ip', 'src_ip', 'srcPort', 'dest_ip',
  'event_time', 'timestamp', '@timestamp', 'tags', 'techniques', 'id', 'alert_id', 'rule', 'rule_id', 'url', 'link', 'sha256', 'md5', 'type',
  'product', 'source', 'raw', 'file', 'domain', 'disposition', 'status',
] // prettier-ignore

/** JSON texts that are valid, and that few expect. */
const oddTexts = [
  'null', 'true', '[]', '{}', '[[[[]]]]', '""', '-0', '1e400', '-1e-400', '1e300', '9007199254740993', '12345678901234567890123456789',
  '0.1000000000000000055511151231257827', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udfff\\ud800"', '"\\ud83d\\ude00"', '"\\u202e\\u2066"',
  '"<script>alert(1)</script>"', '"=cmd|calc!A1"', '"{{7*7}}"', '"${jndi:ldap://192.0.2.1/a}"', '"javascript:alert(1)"', '"data:text/html,x"',
  '"999.999.999.999"', '"fe80::1%eth0"', '"::ffff:1.2.3.4"', '"10.0.0.0/8"', '"0000-00-00"', '"9999999-99-99T99:99:99Z"', '"+275761-01-01T00:00:00Z"',
  '"-000001-01-01T00:00:00Z"', '8640000000000001', '-62135596800001', '253402300800000', '"constructor"', '"__proto__"', '"\\ufffe\\uffff"',
] // prettier-ignore

export const oddName = (chance: Chance): string => oneOf(chance, chance() < 0.5 ? oddNames : readNames)

/** A valid JSON text; at most `depth` deep. */
export function oddText(chance: Chance, depth: number): string {
  const kind = chance()
  if (depth <= 0 || kind < 0.6) return oneOf(chance, oddTexts)
  if (kind < 0.7)
    return `"${oneOf(chance, ['x', '\\u0000', '\\ud800', 'é', '😀', '\\\\', '\\"']).repeat(between(chance, 1, 2_000))}"`
  if (kind < 0.8) return `[${severalOf(chance, 5, () => oddText(chance, depth - 1)).join(',')}]`
  return oddObject(chance, depth)
}

const spaces = ['', '', '', ' ', '\\t', '  '].map((text) => text.replace('\\t', '\t'))

/** A valid JSON object, with doubled keys and odd white space now and then. */
export function oddObject(chance: Chance, depth = 5): string {
  const space = () => oneOf(chance, spaces)
  const member = () => `${space()}"${oddName(chance)}"${space()}:${space()}${oddText(chance, depth - 1)}`
  return `{${severalOf(chance, 8, member).join(',')}${space()}}`
}
