import { anAsset } from '../../test/known'
import { Criticality } from '../scoring/criticality'
import { AssetTable } from './asset.table'

const table = new AssetTable([
  anAsset({ host: 'dc01.corp.example', addresses: ['10.0.0.1'] }),
  anAsset({ host: 'web', addresses: ['10.0.0.2', '2001:db8::2'], criticality: Criticality.CRITICAL }),
  anAsset({ host: 'db.eu.example', addresses: ['10.0.0.3'] }),
  anAsset({ host: 'db.us.example' }),
])
const nothing = { host: null, srcIp: null, dstIp: null }
const find = (said: Partial<typeof nothing> | object) => table.find({ ...nothing, ...said })?.host ?? null

it.each([
  ['DC01.corp.EXAMPLE', 'dc01.corp.example'],
  ['dc01', 'dc01.corp.example'],
  ['dc01.evil.example', null],
  ['WEB', 'web'],
  ['web.corp.example', 'web'],
  ['db', null], // two have this name
  ['db.us.example', 'db.us.example'],
  ['10.0.0.1', 'dc01.corp.example'],
  ['10.0.0.9', null],
  ['', null],
])('takes the host %j for %j', (host, asset) => {
  expect(find({ host })).toBe(asset)
})

it('goes by addresses when the host tells nothing', () => {
  expect(find({ srcIp: '10.0.0.1' })).toBe('dc01.corp.example')
  expect(find({ dstIp: '2001:DB8:0::2' })).toBe('web')
  expect(find({ host: 'laptop', dstIp: '::ffff:10.0.0.2' })).toBe('web')
  expect(find({ srcIp: 'nonsense' })).toBeNull()
})

it('takes the more critical of two ends, the target where they are alike, and the named host before both', () => {
  expect(find({ srcIp: '10.0.0.2', dstIp: '10.0.0.1' })).toBe('web')
  expect(find({ srcIp: '10.0.0.1', dstIp: '10.0.0.2' })).toBe('web')
  expect(find({ srcIp: '10.0.0.3', dstIp: '10.0.0.1' })).toBe('dc01.corp.example')
  expect(find({ host: 'dc01', srcIp: '10.0.0.2', dstIp: '10.0.0.2' })).toBe('dc01.corp.example')
})
