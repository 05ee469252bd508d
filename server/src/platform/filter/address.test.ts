import fc from 'fast-check'
import { addressBytes, addressRange, isInRange } from './address'

const isIn = (address: string, block: string): boolean => {
  const bytes = addressBytes(address)
  const range = addressRange(block)
  if (!range) throw new Error(`${block} is no block`)
  return bytes !== null && isInRange(bytes, range)
}

it.each([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['10.1.2.3', '10.9.9.9/8', true],
  ['11.0.0.0', '10.0.0.0/8', false],
  ['9.255.255.255', '10.0.0.0/8', false],
  ['192.168.1.7', '192.168.1.7', true],
  ['192.168.1.7', '192.168.1.7/31', true],
  ['192.168.1.8', '192.168.1.7/31', false],
  ['1.2.3.4', '0.0.0.0/0', true],
  ['::1', '0.0.0.0/0', false],
  ['1.2.3.4', '::/0', false],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:DB8:0:0::0001', '2001:db8::1', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['::ffff:10.0.0.1', '10.0.0.0/8', true],
  ['10.0.0.1', '::ffff:10.0.0.0/104', true],
  ['fe80::1%eth0', 'fe80::/10', true],
  ['::1.2.3.4', '::102:304', true],
  [' 10.0.0.1 ', '10.0.0.1', true],
  ['10.0.0.1:443', '10.0.0.1', false],
  ['web-7', '0.0.0.0/0', false],
  ['', '::/0', false],
])('%s in %s: %s', (address, block, expected) => {
  expect(isIn(address, block)).toBe(expected)
})

it.each([
  '',
  'x',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/',
  '2001:db8::/129',
  '::ffff:10.0.0.0/95',
  '1.2.3',
  '10.0.0.0/8/8',
  '\0',
])('takes %j for no block', (text) => {
  expect(addressRange(text)).toBeNull()
})

it('reads every spelling of an IPv6 address alike', () => {
  const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(groups, (numbers) => {
      const long = numbers.map((one) => one.toString(16).padStart(4, '0')).join(':')
      const short = new URL(`http://[${long}]`).hostname.slice(1, -1)
      expect(addressBytes(short)).toEqual(addressBytes(long))
    }),
  )
})

it('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      addressBytes(text)
      addressRange(text)
    }),
  )
})
