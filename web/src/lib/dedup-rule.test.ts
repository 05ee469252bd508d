import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEDUP_FIELDS, dedupFieldLabel, orderedFields, pathFault } from './dedup-rule'

it('offers the fields that the server compares, in its order', () => {
  const server = readFileSync(join(__dirname, '../../../server/src/sources/source.dedup.ts'), 'utf8')
  const [, list = ''] = /dedupFieldNames = \[([^\]]+)\]/.exec(server) ?? []
  expect(DEDUP_FIELDS).toEqual([...list.matchAll(/'(\w+)'/g)].map(([, name]) => name))
})

it('names fields in words and leaves paths alone', () => {
  expect(['srcIp', 'vendorId', 'raw.data.port', 'toString'].map(dedupFieldLabel)).toEqual([
    'source address',
    'vendor id',
    'raw.data.port',
    'toString',
  ])
})

it.each(['raw.data', 'raw.a.b.c.d.e.f.g.h.i.j', 'raw.kubernetes-pod.name'])('takes the path %s', (path) => {
  expect(pathFault(path, ['title'])).toBeNull()
})

it.each([
  ['', /^Type a path/],
  ['raw', /begins with raw\./],
  ['data.port', /begins with raw\./],
  ['raw.', /one dot between/],
  ['raw..port', /one dot between/],
  ['raw.a b', /without blanks/],
  ['raw.a.b.c.d.e.f.g.h.i.j.k', /at most 10/],
  [`raw.${'a'.repeat(200)}`, /200 characters/],
  ['raw.taken', /already/],
])('says what is wrong with the path %j', (path, said) => {
  expect(pathFault(path, ['raw.taken'])).toMatch(said)
})

it('takes no twenty-first field', () => {
  expect(pathFault('raw.one', DEDUP_FIELDS.slice(0, 20))).toMatch(/at most 20/)
})

it('keeps the order of the saved rule, for it is part of the fingerprint', () => {
  const saved = ['host', 'title']
  expect(orderedFields(['title', 'host'], saved)).toEqual(['host', 'title'])
  expect(orderedFields(['raw.b', 'user', 'raw.a', 'title', 'product'], saved)).toEqual([
    'title',
    'product',
    'user',
    'raw.b',
    'raw.a',
  ])
})
