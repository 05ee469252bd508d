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
    expect(kept).toEqual(isArray ? elements : [text])
    for (const one of kept) expect(bytes.includes(Buffer.from(one ?? 'nothing was kept'))).toBe(true)
  })

  it('are all taken', async () => {
    const answers = await Promise.all(files.map((file) => sender.send(readFileSync(join(folder, file)))))
    expect(answers.map(({ status }) => status)).toEqual(files.map(() => 202))
  })
}
