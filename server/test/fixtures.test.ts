import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { scanItems } from '../src/ingest/items'
import { projectRoot } from '../src/platform/config'
import { aSender, type Sender } from './sender'
import { startTestNode, type TestNode } from './test-node'

const folder = resolve(projectRoot, process.env.TOCSIN_FIXTURES ?? '../shared/fixtures')
const files = existsSync(folder) ? payloadsIn(folder) : []

/** One folder per product; what lies beside the folders describes the collection. */
function payloadsIn(root: string): string[] {
  const products = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return products.flatMap(({ name }) => readdirSync(join(root, name)).map((file) => join(name, file)))
}

/** A body that holds several alerts is kept once for each, the others left out: it begins with the first one's text and ends with the last one's. */
function expectTakenApart(text: string, kept: (string | undefined)[]): void {
  for (const one of kept)
    expect(Object.keys(JSON.parse(one ?? '') as object)).toEqual(Object.keys(JSON.parse(text) as object))
  const [first = '', last = ''] = [kept[0], kept.at(-1)]
  const same = [...first].findIndex((character, at) => character !== text[at])
  const sameEnd = [...last].reverse().findIndex((character, at) => character !== text[text.length - 1 - at])
  expect(same).toBeGreaterThan(0)
  expect(sameEnd).toBeGreaterThan(0)
  expect(kept.reduce((sum, one) => sum + (one?.length ?? 0), 0)).toBeGreaterThan(text.length)
}

if (files.length === 0) {
  console.warn('\n*** No payloads of real products found (TOCSIN_FIXTURES): their test is skipped. ***\n')
  it.skip('takes the payloads of real products: set TOCSIN_FIXTURES to their folder', () => undefined)
} else {
  describe('payloads of real products', takesPayloads)
}

function takesPayloads(): void {
  let node: TestNode
  let sender: Sender
  beforeAll(async () => {
    node = await startTestNode()
    sender = await aSender(node)
  })
  afterAll(() => node.stop())

  const rawTextOf = async (eventId: string): Promise<string | undefined> => {
    const [row] = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
      db.query<{ raw: string }>('SELECT raw FROM event WHERE id = $1', [eventId]),
    )
    return row?.raw
  }

  it.each(files)('%s is taken, or refused clearly, and comes back byte for byte', async (file) => {
    const bytes = readFileSync(join(folder, file))
    const { status, body } = await sender.send(bytes)
    if (status !== 202) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(body.detail).toBeTruthy()
      return
    }
    const text = bytes.toString('utf8')
    const { isArray, elements } = scanItems(text, Infinity)
    const kept = await Promise.all(body.items.map((item) => rawTextOf(item.eventId ?? '')))
    if (kept.length > 1 && !isArray) return expectTakenApart(text, kept)
    expect(kept).toEqual(isArray ? elements : [text])
  })

  it('are all taken', async () => {
    const answers = await Promise.all(files.map((file) => sender.send(readFileSync(join(folder, file)))))
    expect(answers.map(({ status }) => status)).toEqual(files.map(() => 202))
  })
}
