import { testPlatform, type TestPlatform } from '../../test/harness'
import { ReadinessCheck, type Readiness } from './readiness'

let test: TestPlatform
let readiness: ReadinessCheck
beforeAll(async () => (test = await testPlatform()))
afterAll(() => test.close())
beforeEach(() => (readiness = new ReadinessCheck(test.platform)))
afterEach(() => readiness.stop())

const asOwner = (sql: string) => test.platform.database.asLogin((db) => db.query(sql))

async function eventually(wanted: Readiness['status']): Promise<Readiness> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await readiness.answer()
    if (answer.status === wanted) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`never ${wanted}`)
}

it('is not ready before the start is over', async () => {
  readiness.notYet('the database is not there')
  expect((await readiness.answer()).parts.migrations).toEqual({ state: 'down', detail: 'the database is not there' })
})

it('is not ready on a database that reads and does not write, and recovers by itself', async () => {
  await asOwner('REVOKE INSERT ON node FROM tocsin_app')
  try {
    readiness.started()
    expect((await eventually('not ready')).parts.database.state).toBe('down')
  } finally {
    await asOwner('GRANT INSERT ON node TO tocsin_app')
  }
  expect((await eventually('ready')).parts.database.state).toBe('up')
})
