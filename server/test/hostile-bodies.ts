import { gzipSync } from 'node:zlib'
import { below, between, chanceOf, oddObject, oddName, oddText, oneOf, severalOf, type Chance } from './hostile-values'

/** What somebody may send who wishes us ill, and what is right to become of it when it comes from a proven source. */
export interface HostileBody {
  kind: string
  /** Those that prove whose it is, and those of the framing, are the door's. */
  headers: Record<string, string>
  bytes: Buffer
  framing: Framing
  /** Any of these; null is a connection that ends without an answer. */
  statuses: readonly (number | null)[]
  /** The exact texts that are to be kept, as events or dead letters, if it is answered 202. */
  items: string[]
}

/** How the body's length is told: as it is, in small chunks or one, or as a lie. */
export type Framing =
  | 'LENGTH'
  | 'CHUNKED'
  | 'ONE_CHUNK'
  | 'NO_LENGTH'
  | 'LENGTH_TOO_SHORT'
  | 'LENGTH_TOO_LONG'
  | 'LENGTH_NO_NUMBER'
  | 'LENGTH_NEGATIVE'
  | 'TWO_LENGTHS'
  | 'LENGTH_AND_CHUNKED'
  | 'BAD_CHUNK'

const lies = ['NO_LENGTH', 'LENGTH_TOO_SHORT', 'LENGTH_TOO_LONG', 'LENGTH_NO_NUMBER', 'LENGTH_NEGATIVE', 'TWO_LENGTHS', 'LENGTH_AND_CHUNKED', 'BAD_CHUNK'] as const // prettier-ignore

const json = { 'content-type': 'application/json' }
const ndjson = { 'content-type': 'application/x-ndjson' }
const mebibyte = 1_048_576

type Draft = Partial<Omit<HostileBody, 'bytes' | 'kind'>> & { body: string | Buffer }
type Make = (chance: Chance) => Draft

const taken = (body: string, more: Partial<Draft> = {}): Draft => ({ body, statuses: [202], items: [body], ...more })
const refused = (body: string | Buffer, ...statuses: number[]): Draft => ({ body, statuses })

const nested = (depth: number, [open, close]: readonly [string, string], isClosed = true): string =>
  open.repeat(depth) + (isClosed ? close.repeat(depth) : '')
const nests = [['[', ']'], ['{"a":', '}'], ['[{"a":', '}]']] as const // prettier-ignore

/** Unlike any other, so that it is no repetition. */
const salt = (chance: Chance): string => `"salt":${below(chance, 2 ** 31)}`
const salted = (chance: Chance, members: string): string => `{${salt(chance)},${members}}`

/** No UTF-8: over-long forms, halves of surrogate pairs, what lies beyond Unicode, a character cut in two. */
const noUtf8 = ['ff', 'c080', 'eda080', 'f5808080', 'e282', 'fe', '80'].map((hex) => Buffer.from(hex, 'hex'))

const withBytes = (chance: Chance, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`{${salt(chance)},"title":"`), bytes, Buffer.from('"}')])

/** 256 MiB in 260 kB: members of one gzip file. */
const bombOf = (filling: Buffer, members: number): Buffer => {
  const member = gzipSync(filling, { level: 9 })
  return Buffer.concat(Array.from({ length: members }, () => member))
}
const bombs = once(() => ({
  zeros: bombOf(Buffer.alloc(16 * mebibyte), 16),
  text: bombOf(Buffer.alloc(16 * mebibyte, '{"title":"x"}'), 16),
  blank: bombOf(Buffer.alloc(mebibyte, '\n'), 80),
  numbers: bombOf(Buffer.alloc(mebibyte, '1\n'), 80),
}))

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

const gzipped = { ...json, 'content-encoding': 'gzip' }

/** Every kind, and how one is made. A text is wrong in one way at a time, or nobody could say what is right. */
const kinds: Record<string, Make> = {
  'odd names and values': (chance) => taken(oddObject(chance)),
  'names of what objects inherit': (chance) =>
    taken(
      salted(
        chance,
        `"__proto__":{"polluted":1,"title":${oddText(chance, 1)}},"constructor":{"prototype":{"polluted":1}}`,
      ),
    ),
  'odd value of a field that is read': (chance) => taken(salted(chance, `"${oddName(chance)}":${oddText(chance, 3)}`)),
  'huge string': (chance) =>
    taken(salted(chance, `"title":"${'x'.repeat(between(chance, 1_000, oneOf(chance, [9_000, 900_000])))}"`)),
  'huge key': (chance) => taken(salted(chance, `"${'k'.repeat(between(chance, 1_000, 200_000))}":1`)),
  'many keys': (chance) =>
    taken(salted(chance, Array.from({ length: between(chance, 100, 20_000) }, (_, n) => `"k${n}":${n}`).join(','))),
  'huge number': (chance) =>
    taken(
      salted(
        chance,
        `"severity":${'9'.repeat(between(chance, 20, 50_000))},"event_time":-1e${between(chance, 10, 999)}`,
      ),
    ),
  'doubled keys': (chance) =>
    taken(
      salted(
        chance,
        severalOf(chance, 50, () => `"title":${oddText(chance, 0)}`)
          .concat('"title":1')
          .join(','),
      ),
    ),
  'escaped NUL and half surrogates': (chance) =>
    taken(
      salted(chance, `"title":"\\u0000\\ud800","\\u0000":"\\udfff","tags":["\\u0000","\\ud83d"],"entity":"\\u0000"`),
    ),
  'deepest that is allowed': (chance) => taken(salted(chance, `"a":${nested(63, ['[', ']'])}`)),
  'byte order mark': (chance) => taken(`\ufeff${oddObject(chance)}`),
  'array with bad elements': (chance) => {
    const good = [oddObject(chance, 3), ...severalOf(chance, 20, () => oddObject(chance, 3))]
    const bad = severalOf(chance, 10, () => oneOf(chance, ['1', 'null', '"text"', '[]', 'true', '1e999']))
    return taken(`[ ${[...bad, ...good].join(' ,\n')}\t]`, { items: good })
  },
  'lines, good and bad': (chance) => {
    const good = [oddObject(chance, 3), ...severalOf(chance, 20, () => oddObject(chance, 3))]
    const bad = severalOf(chance, 20, () =>
      oneOf(chance, ['{', '7', '', ' ', '\r', '{"a":01}', nested(80, nests[0]), '\ufeff', '"\u0000"']),
    )
    return taken([...bad, ...good].join('\n'), { items: good, headers: ndjson })
  },
  'endless line between good ones': (chance) => {
    const good = [oddObject(chance, 2), oddObject(chance, 2)]
    const line = `{"title":"${'x'.repeat(mebibyte + below(chance, mebibyte))}"}`
    return taken(`${good[0]}\n${line}\n${good[1]}`, { items: good, headers: ndjson })
  },
  'gzip of several members': (chance) => {
    const text = oddObject(chance)
    const bytes = Buffer.from(text)
    const middle = below(chance, bytes.length)
    const body = Buffer.concat([gzipSync(bytes.subarray(0, middle)), gzipSync(bytes.subarray(middle))])
    return { body, headers: gzipped, statuses: [202], items: [text] }
  },
  'nested too deep': (chance) =>
    refused(
      nested(between(chance, 65, oneOf(chance, [100, 5_000, 100_000])), oneOf(chance, nests), chance() < 0.5),
      400,
    ),
  'lines nested too deep': (chance) => ({
    ...refused(nested(between(chance, 65, 100_000), oneOf(chance, nests)), 422),
    headers: ndjson,
  }),
  'JSON cut short': (chance) => {
    const text = oddObject(chance)
    return refused(text.slice(0, below(chance, text.length)), 400)
  },
  'no JSON': (chance) =>
    refused(oneOf(chance, ['NaN', '{a:1}', "{'a':1}", '{"a":01}', '{"a":1,}', '{"a":+1}', '{"a":"\u0000"}', '{"a":"\n"}', '{}{}', '{} x', '[1,]', '\u0000{}', '<xml/>', 'a=1&b=2']), 400), // prettier-ignore
  'no object': (chance) => refused(oneOf(chance, ['1', 'null', 'true', '"text"', '[]', '1e400', '-0']), 400),
  'array without objects': (chance) => refused(`[${['1', ...severalOf(chance, 9, () => '[]')].join(',')}]`, 422),
  'no UTF-8': (chance) => refused(withBytes(chance, oneOf(chance, noUtf8)), 400),
  'UTF-16': (chance) => refused(Buffer.from(`\ufeff${oddObject(chance)}`, 'utf16le'), 400),
  nothing: (chance) => refused(oneOf(chance, ['', ' ', '\n\n', '\r\n', '\ufeff', '\t']), 400),
  'random bytes': (chance) => refused(Buffer.from([0xfe, ...severalOf(chance, 2_000, () => below(chance, 256))]), 400),
  'more than 1 MiB': (chance) => refused(`{"title":"${'x'.repeat(mebibyte + below(chance, 50_000))}"}`, 413),
  'too many items': (chance) =>
    refused(`[${Array.from({ length: 1_001 + below(chance, 9_000) }, () => '{}').join(',')}]`, 413),
  'another media type': (chance) => ({
    ...refused(oddObject(chance), 415),
    headers: { 'content-type': oneOf(chance, ['text/html', 'text/plain', 'multipart/form-data; boundary=x', 'application/jsonx', 'json', 'application/json, text/html', '*/*', '__proto__']) }, // prettier-ignore
  }),
  'another encoding': (chance) => ({
    ...refused(oddObject(chance), 415),
    headers: {
      ...json,
      'content-encoding': oneOf(chance, ['br', 'deflate', 'gzip, gzip', 'zstd', 'compress', 'constructor']),
    },
  }),
  'gzip that is none': (chance) => ({ ...refused(oddObject(chance), 400), headers: gzipped }),
  'gzip that is not said': (chance) => refused(gzipSync(oddObject(chance)), 400),
  'gzip of gzip': (chance) => ({ ...refused(gzipSync(gzipSync(oddObject(chance))), 400), headers: gzipped }),
  'gzip cut short': (chance) => {
    const whole = gzipSync(oddObject(chance))
    return { ...refused(whole.subarray(0, below(chance, whole.length)), 400), headers: gzipped }
  },
  'damaged gzip': (chance) => {
    const bytes = gzipSync(salted(chance, '"title":"x"'))
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 0xff // of the checksum
    return { ...refused(bytes, 400), headers: gzipped }
  },
  'gzip bomb as JSON': (chance) => ({
    ...refused(oneOf(chance, [bombs().zeros, bombs().text]), 413),
    headers: gzipped,
  }),
  'gzip bomb as one line': () => ({
    ...refused(bombs().zeros, 413),
    headers: { ...ndjson, 'content-encoding': 'gzip' },
  }),
  'gzip bomb of line ends': () => ({
    ...refused(bombs().blank, 413),
    headers: { ...ndjson, 'content-encoding': 'gzip' },
  }),
  'gzip bomb of short lines': () => ({
    ...refused(bombs().numbers, 413),
    headers: { ...ndjson, 'content-encoding': 'gzip' },
  }),
  'unreadable Idempotency-Key': (chance) => ({
    ...refused(oddObject(chance), 400),
    headers: { ...json, 'idempotency-key': oneOf(chance, ['two words', 'k'.repeat(300), 'caf\u00e9', '\t']) },
  }),
  'huge header': (chance) => ({
    ...refused(oddObject(chance), 431),
    headers: { ...json, 'x-huge': 'x'.repeat(20_000) },
  }),
  'in chunks': (chance) => taken(oddObject(chance), { framing: 'CHUNKED' }),
  'a length that is a lie': (chance) => ({
    body: salted(chance, '"title":"x"'),
    framing: oneOf(chance, lies),
    statuses: [400, 401, null],
  }),
}

export const hostileKinds: readonly string[] = Object.keys(kinds)

const isHeavy = (kind: string): boolean => /bomb|endless/.test(kind)

/** Kinds of which each body is work for a while, for whoever sends it too. */
export const heavyKinds: readonly string[] = hostileKinds.filter(isHeavy)
export const lightKinds: readonly string[] = hostileKinds.filter((kind) => !isHeavy(kind))

/** The body of this number: always the same for the same seed. Every kind comes in turn. */
export function hostileBody(seed: number, number: number, among = hostileKinds): HostileBody {
  const kind = among[number % among.length] ?? ''
  const { body, ...made } = (kinds[kind] ?? refusedAll)(chanceOf(seed * 1_000_003 + number))
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body)
  return { kind, headers: json, framing: 'LENGTH', statuses: [], items: [], ...made, bytes }
}

const refusedAll: Make = () => refused('', 400)
