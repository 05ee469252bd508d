import { testPlatform, type TestPlatform } from '../../test/harness'
import { SecretBox } from './crypto'
import { StartRefused } from './database-start'
import { checkSecretKey } from './secret-check'

let test: TestPlatform
beforeAll(async () => (test = await testPlatform()))
afterAll(() => test.close())

it('is content with the key that sealed the secrets, also of two nodes that start together', async () => {
  await Promise.all([checkSecretKey(test.platform), checkSecretKey(test.platform)])
})

it('refuses to start with another key', async () => {
  await checkSecretKey(test.platform)
  const other = { ...test.platform, secrets: new SecretBox('another key, of sufficient length') }
  await expect(checkSecretKey(other)).rejects.toThrow(StartRefused)
})
