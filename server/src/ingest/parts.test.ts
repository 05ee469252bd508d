import fc from 'fast-check'
import { HeldBytes } from './held-bytes'
import { itemsOf, partsOf, type Part, type PartLimits } from './parts'

const limits: PartLimits = { lines: 3, bytes: 60, parts: 10 }
const aHold = () => new HeldBytes(1_000_000).open('s')

async function cut(
  body: string | Buffer,
  sizes: number[] = [1_000],
  changes: Partial<PartLimits> = {},
): Promise<Part[]> {
  const bytes = Buffer.from(body)
  const pieces: Buffer[] = []
  for (let [start, n] = [0, 0]; start < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1
    pieces.push(bytes.subarray(start, start + size))
    start += size
  }
  const parts: Part[] = []
  for await (const part of partsOf(pieces, aHold(), { ...limits, ...changes })) parts.push(part)
  return parts
}

const textsOf = (parts: Part[]) => parts.map((part) => itemsOf(part).map(({ text }) => text))

it('cuts after so many lines, and before a part grows too large', async () => {
  expect(textsOf(await cut('{"a":1}\n{"a":2}\n{"a":3}\n{"a":4}\n'))).toEqual([
    ['{"a":1}', '{"a":2}', '{"a":3}'],
    ['{"a":4}'],
  ])
  const long = JSON.stringify({ text: 'x'.repeat(30) })
  expect(textsOf(await cut(`${long}\n${long}\n{}`))).toEqual([[long], [long, '{}']])
})

it('skips blank lines, and takes carriage returns and a missing last line end', async () => {
  const [part] = await cut('\r\n{"a":1}\r\n \t\n\n{"b":2}')
  expect(part && itemsOf(part)).toEqual([
    { text: '{"a":1}', value: { a: 1 } },
    { text: '{"b":2}', value: { b: 2 } },
  ])
})

it('rejects bad lines singly, each with its reason and its text', async () => {
  const deep = `{"a":${'['.repeat(70)}${']'.repeat(70)}}`
  const body = Buffer.concat([
    Buffer.from(`{"a":1\n7\n${deep}\n`),
    Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
    Buffer.from('{}'),
  ])
  const [part] = await cut(body, [1_000], { lines: 10, bytes: 1_000 })
  expect(part && itemsOf(part)).toEqual([
    { text: '{"a":1', rejected: 'is not JSON' },
    { text: '7', rejected: 'is not a JSON object' },
    { text: deep, rejected: 'is nested deeper than 64' },
    { text: '{\ufffd}', rejected: 'is not UTF-8' },
    { text: '{}', value: {} },
  ])
})

it('rejects a line that is too long, holds no more of it than may be, and reads on', async () => {
  let most = 0
  let held = 0
  const hold = {
    add: (bytes: number) => void (most = Math.max(most, (held += bytes))),
    drop: (bytes: number) => void (held -= bytes),
    close: () => undefined,
  }
  function* pieces() {
    for (let n = 0; n < 10_000; n++) yield Buffer.alloc(50, 0x78)
    yield Buffer.from('\n{}\n')
  }
  const parts: Part[] = []
  for await (const part of partsOf(pieces(), hold, limits)) parts.push(part)
  expect(parts.flatMap(itemsOf)).toEqual([
    { text: '', rejected: 'is too long' },
    { text: '{}', value: {} },
  ])
  expect(most).toBeLessThan(200)
  expect(held).toBe(parts.reduce((sum, { body }) => sum + body.length, 0))
})

it('gives the same parts, whatever the pieces a body arrives in', async () => {
  const line = fc.oneof(
    fc.json({ maxDepth: 2 }).map((text) => `{"a":${text}}`),
    fc.constantFrom('', ' ', '\t\r', ' '.repeat(100), 'x'.repeat(100), 'y'.repeat(500), '7', 'é😀', '{"a":1}\r'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 20 }).map((lines) => `{}\n${lines.join('\n')}`),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      async (body, sizes) => {
        expect(await cut(body, sizes)).toEqual(await cut(body))
      },
    ),
    { numRuns: 100, seed: 4 },
  )
})

it('tells too long lines of different texts apart', async () => {
  const [one, two] = [await cut(`${'x'.repeat(100)}\n{}`), await cut(`${'x'.repeat(99)}y\n{}`)]
  expect(one[0]?.body.equals(two[0]?.body ?? Buffer.alloc(0))).toBe(false)
})

it('refuses a body without a line, and one with too many', async () => {
  await expect(cut(' \n\r\n\n')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  await expect(cut('{}\n'.repeat(31))).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })
  expect(await cut('{}\n'.repeat(30))).toHaveLength(10)
})
