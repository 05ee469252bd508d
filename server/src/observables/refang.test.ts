import fc from 'fast-check'
import { refang } from './refang'

it.each([
  ['hxxp://evil[.]test/a', 'http://evil.test/a'],
  ['hXXps[:]//evil(.)test', 'https://evil.test'],
  ['hxxps://evil{dot}test', 'https://evil.test'],
  ['evil[dot]test', 'evil.test'],
  ['evil [DOT] test', 'evil.test'],
  ['ana[at]evil[.]test', 'ana@evil.test'],
  ['ana(@)evil.test', 'ana@evil.test'],
  ['10[.]1[.]2[.]3', '10.1.2.3'],
  ['10.1.2[.]3', '10.1.2.3'],
  ['evil\\.test', 'evil.test'],
  ['2001:db8[:]:1', '2001:db8::1'],
  ['http[://]evil.test', 'http://evil.test'],
  ['fxp://evil.test', 'ftp://evil.test'],
])('takes the marks out of %s', (defanged, meant) => {
  expect(refang(defanged)).toBe(meant)
})

it.each([
  'http://evil.test/a?b=[1]',
  'C:\\Windows\\System32\\cmd.exe',
  'a[0].b',
  'meet me (at noon)',
  'https://[2001:db8::1]/x',
  'dot and at',
])('leaves %s as it is', (text) => {
  expect(refang(text)).toBe(text)
})

it('changes nothing the second time', () => {
  const marked = fc
    .array(fc.constantFrom('hxxp', '[.]', '(dot)', '[at]', '://', '[:]', 'evil', '10', 'x', ' ', '/'), { maxLength: 8 })
    .map((parts) => parts.join(''))
  fc.assert(fc.property(fc.oneof(marked, fc.string()), (text) => void expect(refang(refang(text))).toBe(refang(text))))
})
