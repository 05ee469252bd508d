import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSchema, rootTypes } from './schema-manual'
import { searchSchema } from './schema-search'

const manual = readSchema(readFileSync(join(__dirname, '../../../schema/schema.graphql'), 'utf8'))
const field = (type: string, name: string) => manual.get(type)?.fields.find((one) => one.name === name)

it('tells of every root field who may call it', () => {
  for (const root of rootTypes) {
    for (const { name, access } of manual.get(root)?.fields ?? [])
      expect([name, access]).toEqual([name, expect.any(String)])
  }
  expect(field('Query', 'alert')).toMatchObject({ access: 'Needs `alert:read`' })
  expect(field('Query', 'alert')?.description).not.toMatch(/Needs/)
})

it('knows of every type that is named, but for those of the language itself', () => {
  const builtIn = ['ID', 'String', 'Int', 'Float', 'Boolean']
  for (const { fields } of manual.values()) {
    for (const { type, arguments: args } of fields) {
      for (const { name } of [type, ...args.map((one) => one.type)]) {
        if (!builtIn.includes(name)) expect(manual.has(name)).toBe(true)
      }
    }
  }
})

const small = readSchema(`
  "Things" interface Node { id: ID! }
  type Thing implements Node { id: ID! old: Int @deprecated(reason: "Use id") }
  type Query { "Finds. Open to everybody." things(first: Int! = 50, kinds: [Kind!]!): [Thing!]! }
  enum Kind { "Wide" BIG SMALL }
`)

it('cuts a written type around its name', () => {
  expect(small.get('Query')?.fields[0]?.type).toEqual({ before: '[', name: 'Thing', after: '!]!' })
})

it('says what an argument asks for', () => {
  expect(small.get('Query')?.fields[0]?.arguments).toMatchObject([
    { name: 'first', defaultValue: '50', isRequired: false },
    { name: 'kinds', defaultValue: null, isRequired: true },
  ])
})

it('links back from what is used to where', () => {
  expect(small.get('Thing')?.usedBy).toEqual([{ type: 'Query', field: 'things', argument: null }])
  expect(small.get('Kind')?.usedBy).toEqual([{ type: 'Query', field: 'things', argument: 'kinds' }])
  expect(small.get('Node')?.possibleTypes).toEqual(['Thing'])
  expect(small.get('Thing')?.fields[1]?.deprecation).toBe('Use id')
})

it('finds names before descriptions, and the nearest first', () => {
  expect(searchSchema(small, 'thing').map(({ type, member }) => member ?? type)).toEqual(['Thing', 'things', 'Node'])
  expect(searchSchema(small, 'WIDE')).toEqual([{ type: 'Kind', member: 'BIG', description: 'Wide' }])
  expect(searchSchema(small, '  ')).toEqual([])
})
