import { inTenant } from './context'
import { isDatabaseAway } from './errors'
import { aMember, testPlatform, type TestPlatform } from '../../test/harness'

let test: TestPlatform
beforeAll(async () => (test = await testPlatform()))
afterAll(() => test.close())

const raise = (sqlState: string) =>
  `DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${sqlState}'; END $$`

it.each(['53100', '58030', '25006', '57P01'])(
  'a database that cannot work (%s) is not a faulty statement: the caller shall try again',
  async (code) => {
    const failing = inTenant(await aMember(test.platform), (db) => db.query(raise(code)))
    await expect(failing).rejects.toMatchObject({ code: 'UNAVAILABLE', extensions: { retryAfter: 2 } })
  },
)

it.each(['23505', '22P02', '42601'])('a faulty statement (%s) is none that waiting mends', (code) => {
  expect(isDatabaseAway({ driverError: { code } })).toBe(false)
})
