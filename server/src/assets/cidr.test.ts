import { addressBytes } from '../platform/filter/address'
import { addressText, blockOf, blockText } from './cidr'

it.each([
  ['10.0.0.5/8', '10.0.0.0/8'],
  ['192.168.1.7', '192.168.1.7/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['255.255.255.255/31', '255.255.255.254/31'],
  ['2001:DB8:0:0:1::1/64', '2001:db8::/64'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['::/0', '::/0'],
  ['::ffff:10.1.0.0/104', '10.0.0.0/8'],
])('writes %s as %s', (text, written) => {
  const block = blockOf(text)
  expect(block && blockText(block)).toBe(written)
})

it.each(['', 'x', '10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.0/-1', '10.0.0.0/8/8'])(
  'knows that %j is no block',
  (text) => {
    expect(blockOf(text)).toBeNull()
  },
)

it.each(['::1', '2001:db8::1:0:0:1', 'fe80::', '1:2:3:4:5:6:7:8', '10.20.30.40'])(
  'writes %s as RFC 5952 has it',
  (text) => {
    expect(addressText(addressBytes(text) ?? Buffer.alloc(0))).toBe(text)
  },
)
