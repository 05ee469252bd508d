import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { AppError } from '../platform/errors'
import { gunzip } from './gunzip'

const kibibyte = 1_024
const cut = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size))

async function unfold(pieces: Iterable<Buffer> | AsyncIterable<Buffer>, largest = 1_048_576): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of gunzip(pieces, largest)) all.push(piece)
  return Buffer.concat(all)
}

const text = Buffer.from(JSON.stringify({ text: randomBytes(40 * kibibyte).toString('base64') }))

it.each([1, 7, 1_000, 1_000_000])('gives back what was compressed, when it comes %d bytes at a time', async (size) => {
  expect((await unfold(cut(gzipSync(text), size))).equals(text)).toBe(true)
})

it('takes several members one after the other, also where one ends with a piece', async () => {
  const [one, two] = [gzipSync('{"a":'), gzipSync('1}')]
  expect((await unfold([one, two])).toString()).toBe('{"a":1}')
  expect((await unfold([Buffer.concat([one, two])])).toString()).toBe('{"a":1}')
  expect((await unfold(cut(Buffer.concat([one, two]), 1))).toString()).toBe('{"a":1}')
})

it.each([
  ['nothing', Buffer.alloc(0)],
  ['no gzip', Buffer.from('{"a":1}')],
  ['half of it', gzipSync(text).subarray(0, 500)],
  ['all but the last byte', gzipSync(text).subarray(0, -1)],
  ['a wrong sum', Buffer.concat([gzipSync('{}').subarray(0, -8), Buffer.alloc(8, 1)])],
  ['something else after it', Buffer.concat([gzipSync('{}'), Buffer.from('something else')])],
])("refuses %s as the sender's fault", async (_what, bytes) => {
  await expect(unfold(bytes.length > 0 ? [bytes] : [])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

it('ends at the limit, having unfolded and asked for hardly more', async () => {
  const bomb = Array<Buffer>(500).fill(gzipSync(Buffer.alloc(1_048_576)))
  let asked = 0
  function* counted() {
    for (const piece of bomb) {
      asked++
      yield piece
    }
  }
  await expect(unfold(counted(), 10_000)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })
  expect(asked).toBeLessThan(100)
})

it('hands on what the body itself throws', async () => {
  async function* broken() {
    yield await Promise.resolve(gzipSync(text).subarray(0, 100))
    throw new AppError('RATE_LIMITED', 'Too many bodies at once')
  }
  await expect(unfold(broken())).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})
