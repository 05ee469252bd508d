import { runInThisContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { rawPost } from '../../test/raw-post'
import { aKey, aSender, post, storedTexts, type Sender, type Sent } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

type Send = (body: string | Buffer, headers?: Record<string, string>) => Promise<Sent>

const signed =
  (sender: Sender): Send =>
  (body, headers) =>
    sender.send(body, { 'content-type': 'application/x-ndjson', ...headers })

async function withKey({ admin, slug }: Sender): Promise<Send> {
  const key = await aKey(admin)
  const fixed = { 'x-api-key': key, 'content-type': 'application/x-ndjson' }
  return (body, headers) => post(`${node.url}/api/v1/ingest?source=${slug}`, body, { ...fixed, ...headers })
}

/** Lines that fold into one alert. */
const someLines = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `{"title":"Scan","entity":"srv-1","n":${n},"salt":"${salt(n)}"}`)

/** Incompressible, so that a gzip cut in its middle holds about half the lines. */
const salt = (n: number): string => (Math.imul(n + 1, 2_654_435_761) >>> 0).toString(36)

const bodyOf = (lines: string[]): string => lines.map((line) => `${line}\n`).join('')
const gzip = { 'content-encoding': 'gzip' }

describe.each(['signed, through the webhook', 'with a key, through /ingest'])('lines %s', (way) => {
  let sender: Sender
  let send: Send
  beforeEach(async () => {
    sender = await aSender(node)
    send = way.startsWith('signed') ? signed(sender) : await withKey(sender)
  })
  const stored = () => storedTexts(node.platform, sender.tenant.id)

  it('are kept exactly, but for the bad ones, which are answered each with its reason', async () => {
    const good = ['{"b":1, "a":2.50}', '{"title":"two"}', '{"title":"last"}']
    const bad = ['{"a":', '7', `{"a":${'['.repeat(70)}${']'.repeat(70)}}`]
    const text = `${good[0]}\r\n\n${bad[0]}\n${bad[1]}\n   \n${good[1]}\n${bad[2]}\n`
    const { status, body } = await send(
      Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0x0a]), Buffer.from(good[2] ?? '')]),
    )
    expect(status).toBe(202)
    expect(body).toMatchObject({
      accepted: 3,
      itemsTotal: 7,
      rejected: [
        { index: 1, reason: 'is not JSON' },
        { index: 2, reason: 'is not a JSON object' },
        { index: 4, reason: 'is nested deeper than 64' },
        { index: 5, reason: 'is not UTF-8' },
      ],
    })
    expect(await stored()).toEqual(good)
  })

  it('of which none is acceptable are refused, and make nothing', async () => {
    expect(await send('7\n[]\n{"a"\n')).toMatchObject({ status: 422, body: { code: 'UNPROCESSABLE' } })
    expect(await send('\n \r\n\n')).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } })
    expect(await stored()).toEqual([])
  })

  it('of more than one part are all stored, and counted together', async () => {
    const lines = someLines(2_500)
    const { status, body } = await send(bodyOf(lines))
    expect(status).toBe(202)
    expect(body).toMatchObject({ accepted: 2_500, itemsTotal: 2_500, rejected: [] })
    expect(body.parts?.map(({ accepted }) => accepted)).toEqual([500, 500, 500, 500, 500])
    expect(body.items).toHaveLength(100)
    expect(await stored()).toEqual(lines)
  })

  it('that are compressed are read like any other', async () => {
    const lines = someLines(1_200)
    expect(await send(gzipSync(bodyOf(lines)), gzip)).toMatchObject({ status: 202, body: { accepted: 1_200 } })
    expect(await stored()).toEqual(lines)
  })

  it('that are cut short keep what was acknowledged, and are whole when they are sent again', async () => {
    const lines = someLines(4_000)
    const whole = gzipSync(bodyOf(lines))
    const cut = await send(whole.subarray(0, Math.floor(whole.length * 0.6)), gzip)
    expect(cut).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT', accepted: 2_000, duplicates: 0 } })
    expect(await stored()).toEqual(lines.slice(0, 2_000))
    expect(await send(whole, gzip)).toMatchObject({ status: 202, body: { accepted: 2_000, duplicates: 2_000 } })
    expect(await stored()).toEqual(lines)
  })

  it('that come again make nothing, and say so', async () => {
    const lines = someLines(1_100)
    const first = await send(bodyOf(lines))
    const again = await send(gzipSync(bodyOf(lines).replaceAll('\n', '\r\n')), gzip)
    expect(again).toMatchObject({
      status: 202,
      body: { deliveryId: first.body.deliveryId, accepted: 0, duplicates: 1_100 },
    })
    expect(again.body.items.every(({ outcome }) => outcome === 'DUPLICATE')).toBe(true)
    expect(again.body.items.map(({ alertId }) => alertId)).toEqual(first.body.items.map(({ alertId }) => alertId))
    expect(await stored()).toEqual(lines)
  })
})

/** The process itself: what jest gives a test under this name hears nothing of it. */
const realProcess = runInThisContext('process') as NodeJS.Process

describe.each([
  ['plain', '', (text: string) => Buffer.from(text)],
  ['compressed', 'Content-Encoding: gzip\r\n', (text: string) => gzipSync(text).subarray(0, -8)],
])('a part that cannot be stored, of %s lines', (_form, header, encoded) => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  beforeEach(() => void realProcess.on('unhandledRejection', note))
  afterEach(() => void realProcess.off('unhandledRejection', note))

  it('is answered while the sender pauses, and ends nothing but its request', async () => {
    const sender = await aSender(node)
    const key = await aKey(sender.admin)
    await sender.send({ title: 'Another body' }, { 'idempotency-key': 'k1' })
    const pause = new AbortController()
    async function* pieces() {
      yield encoded(bodyOf(someLines(600))) // the first 500 are a part, and the sender has more to say
      await new Promise((resolve) => pause.signal.addEventListener('abort', resolve))
    }
    const head =
      `POST /api/v1/ingest?source=${sender.slug} HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${key}\r\nIdempotency-Key: k1\r\n` +
      `Content-Type: application/x-ndjson\r\n${header}Content-Length: 1000000\r\n\r\n`
    const { status, body } = await rawPost(node.url, { head, pieces: pieces() })
    pause.abort()
    expect(unhandled).toEqual([])
    expect({ status, code: (JSON.parse(body) as Sent['body']).code }).toEqual({ status: 422, code: 'UNPROCESSABLE' })
    expect(await storedTexts(node.platform, sender.tenant.id)).toEqual(['{"title":"Another body"}'])
  })
})
