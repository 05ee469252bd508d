import { inTenant } from './context'
import { aMember, testPlatform, type TestPlatform } from '../../test/harness'
import { factsOf } from './fault'

let test: TestPlatform
beforeAll(async () => (test = await testPlatform()))
afterAll(() => test.close())

const failureOf = async (sql: string, params: unknown[]): Promise<unknown> => {
  const member = await aMember(test.platform)
  return inTenant(member, (db) => db.query(sql, params)).then(
    () => null,
    (error: unknown) => error,
  )
}

it.each([
  ['a value that cannot be read', 'SELECT $1::uuid', '22P02'],
  [
    'a broken constraint',
    "INSERT INTO tenant (id, slug, name) SELECT id, 'a', $1 || repeat('x', 300) FROM tenant",
    '23514',
  ],
  ['a statement that is wrong', 'SELECT $1::text FROM nowhere', '42P01'],
])('tells nothing of the parameters of %s', async (_what, sql, code) => {
  const facts = factsOf(await failureOf(sql, ['payload text']))
  expect(facts).toMatchObject({ name: 'QueryFailedError', code })
  expect(JSON.stringify(facts)).not.toContain('payload text')
})

it('tells the cause, and the place', () => {
  const facts = factsOf(new Error('outer', { cause: new TypeError('inner') }))
  expect(facts).toMatchObject({
    message: 'outer',
    at: expect.stringContaining('fault.test'),
    cause: { name: 'TypeError', message: 'inner' },
  })
})
