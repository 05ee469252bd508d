import { SecretBox, equalInConstantTime, hmacSha256 } from './crypto'

const box = new SecretBox('a secret key of some length')

it('opens what it sealed, and never seals twice alike', () => {
  const [one, two] = [box.seal('whs_hello', 'source:1'), box.seal('whs_hello', 'source:1')]
  expect(one.equals(two)).toBe(false)
  expect(box.open(one, 'source:1')).toBe('whs_hello')
})

it('does not open under another context, another key, or after a changed byte', () => {
  const sealed = box.seal('whs_hello', 'source:1')
  expect(() => box.open(sealed, 'source:2')).toThrow()
  expect(() => new SecretBox('another key').open(sealed, 'source:1')).toThrow()
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(() => box.open(changed, 'source:1')).toThrow()
})

it('signs as RFC 4231 says (test case 2)', () => {
  expect(hmacSha256('Jefe', Buffer.from('what do ya want for nothing?')).toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

it('compares lengths without throwing', () => {
  expect(equalInConstantTime(Buffer.from('abc'), Buffer.from('abcd'))).toBe(false)
  expect(equalInConstantTime(Buffer.from('abc'), Buffer.from('abc'))).toBe(true)
})
