import { isKeySecret, keySecretHash, newKeyToken, parseKeyToken, presentedKey } from './api-key.token'

it('reads back what it makes', () => {
  const { text, prefix, secret } = newKeyToken()
  expect(parseKeyToken(text)).toEqual({ prefix, secret })
  expect(isKeySecret(secret, keySecretHash(secret))).toBe(true)
  expect(isKeySecret(newKeyToken().secret, keySecretHash(secret))).toBe(false)
})

it.each([
  '',
  'tsk_',
  'tsk_0123456789abcdef_short',
  `TSK_0123456789abcdef_${'x'.repeat(43)}`,
  `tsk_0123456789abcdef_${'x'.repeat(44)}`,
  'a\u0000b',
])('does not take %j for a key', (text) => {
  expect(parseKeyToken(text)).toBeNull()
})

it('takes a key from either header, and leaves other schemes alone', () => {
  expect(presentedKey({ apiKey: ' k ' })).toBe('k')
  expect(presentedKey({ authorization: 'bearer  k' })).toBe('k')
  expect(presentedKey({ authorization: 'Basic dXNlcjpwYXNz' })).toBeNull()
  expect(presentedKey({})).toBeNull()
})
