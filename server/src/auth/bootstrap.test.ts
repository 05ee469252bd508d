import { testPlatform } from '../../test/harness'
import { aStranger } from '../../test/people'
import type { Platform } from '../platform/context'
import { newId } from '../platform/ids'
import { ensureFirstTenant } from './bootstrap'
import { register } from './register.service'

let first: { platform: Platform; close(): Promise<void> }
let second: { platform: Platform; close(): Promise<void> }
beforeAll(async () => {
  first = await testPlatform()
  second = await testPlatform({ TOCSIN_OPEN_REGISTRATION: 'true' })
})
afterAll(() => Promise.all([first.close(), second.close()]))

const operators = () =>
  first.platform.database.lookUp<{ is_operator: boolean }>('lookup_user_by_email', [
    first.platform.config.TOCSIN_ADMIN_EMAIL,
  ])

const input = () => ({ email: `${newId()}@example.test`, name: 'New Person', password: 'correct horse battery' })

it('makes one operator, also when two nodes start together and again later', async () => {
  await Promise.all([ensureFirstTenant(first.platform), ensureFirstTenant(second.platform)])
  const again = await ensureFirstTenant(first.platform)
  expect(again).toEqual({ adminEmail: 'admin@tocsin.local', generatedPassword: null })
  expect(await operators()).toMatchObject([{ is_operator: true }])
})

it('lets the application make no second operator', async () => {
  await ensureFirstTenant(first.platform)
  const id = newId()
  const attempt = first.platform.database.transaction({ userId: id }, (db) =>
    db.query("INSERT INTO app_user (id, email, name, is_operator) VALUES ($1, $2, 'x', true)", [
      id,
      `${id}@example.test`,
    ]),
  )
  await expect(attempt).rejects.toThrow('row-level security')
})

it('registers a viewer of the first tenant where registration is open', async () => {
  await ensureFirstTenant(second.platform)
  const { viewer } = await register(aStranger(second.platform), input())
  expect(viewer).toMatchObject({ tenant: { slug: 'default' }, role: 'VIEWER', isOperator: false })
})

it('does not register an e-mail twice', async () => {
  const person = input()
  await register(aStranger(second.platform), person)
  const again = register(aStranger(second.platform), { ...person, email: person.email.toUpperCase() })
  await expect(again).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('registers nobody where registration is closed', async () => {
  await expect(register(aStranger(first.platform), input())).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

it.each([
  ['a short password', { password: 'short' }],
  ['a password with NUL', { password: 'a long\u0000password' }],
  ['a blank name', { name: ' ' }],
  ['no e-mail', { email: 'x' }],
])('does not register %s', async (_case, fault) => {
  const attempt = register(aStranger(second.platform), { ...input(), ...fault })
  await expect(attempt).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})
