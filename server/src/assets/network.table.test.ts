import fc from 'fast-check'
import { addressBytes, addressRange, isInRange } from '../platform/filter/address'
import { blockOf, blockText } from './cidr'
import { NetworkTable, type KnownNetwork } from './network.table'

const network = (cidr: string, name: string, isInternal = true): KnownNetwork => ({ cidr, name, isInternal })

it('takes the smallest block that holds an address', () => {
  const table = new NetworkTable([
    network('10.0.0.0/8', 'Company'),
    network('10.9.0.0/16', 'DMZ', false),
    network('10.9.1.1/32', 'Bastion'),
    network('2001:db8::/32', 'Company v6'),
  ])
  expect(table.placeOf('10.1.2.3')).toEqual({ network: 'Company', isInternal: true })
  expect(table.placeOf('10.9.2.3')).toEqual({ network: 'DMZ', isInternal: false })
  expect(table.placeOf('::ffff:10.9.1.1')).toEqual({ network: 'Bastion', isInternal: true })
  expect(table.placeOf('2001:db8:1::5')).toEqual({ network: 'Company v6', isInternal: true })
  expect(table.placeOf('192.168.1.1')).toEqual({ network: null, isInternal: false })
  expect(table.placeOf('srv-1')).toBeNull()
})

const local = [
  '10.1.1.1',
  '172.31.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.1.1',
  '::1',
  'fe80::1',
  'fd00::1',
]
const foreign = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2001:db8::1', '::2']

it('takes private and local ranges for internal while a tenant calls no block its own', () => {
  for (const named of [[], [network('203.0.113.0/24', 'Partner', false)]]) {
    const table = new NetworkTable(named)
    expect(local.map((address) => table.placeOf(address)?.isInternal)).toEqual(local.map(() => true))
    expect(foreign.map((address) => table.placeOf(address)?.isInternal)).toEqual(foreign.map(() => false))
  }
})

it('finds what comparing with every block finds', () => {
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.tuple(fc.constantFrom(10, 11), fc.nat(3)).map(([one, other]) => `${one}.0.0.${other}`),
  )
  const cidr = fc.tuple(address, fc.nat(128)).map(([text, bits]) => {
    const block = blockOf(`${text}/${text.includes(':') ? bits : bits % 33}`)
    return block ? blockText(block) : '10.0.0.0/8'
  })
  fc.assert(
    fc.property(fc.uniqueArray(cidr, { minLength: 1, maxLength: 20 }), address, (cidrs, text) => {
      const bytes = addressBytes(text)
      const holding = cidrs.filter((one) => {
        const range = addressRange(one)
        return range && bytes?.length === range.first.length && isInRange(bytes, range)
      })
      const [smallest] = holding.sort((one, other) => Number(other.split('/')[1]) - Number(one.split('/')[1]))
      const table = new NetworkTable(cidrs.map((one) => network(one, one)))
      expect(table.placeOf(text)?.network).toBe(smallest ?? null)
    }),
  )
})
