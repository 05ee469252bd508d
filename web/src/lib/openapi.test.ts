import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constraintWords, operationGroups, typeWords, type OpenApi } from './openapi'

const api = JSON.parse(readFileSync(join(__dirname, '../../../schema/openapi.json'), 'utf8')) as OpenApi

it('lists every operation with the address one would ask for, those for old clients apart', () => {
  const [own, old] = operationGroups(api).map(({ tag, operations }) => ({
    tag: tag?.name ?? null,
    operations: operations.map(({ method, path }) => `${method} ${path}`),
  }))
  expect(own).toEqual({
    tag: null,
    operations: expect.arrayContaining(['POST /api/v1/webhook/{source}', 'GET /api/v1/health']),
  })
  expect(old).toEqual({
    tag: 'Compatibility',
    operations: expect.arrayContaining(['POST /ingest', 'PATCH /api/v1/signals/{id}/status']),
  })
})

it('says types in words', () => {
  expect(typeWords({ oneOf: [{ $ref: '#/components/schemas/Item' }, { items: { type: 'string' } }] })).toBe(
    'Item or array of string',
  )
  expect(typeWords({ allOf: [{ $ref: '#/components/schemas/Answer' }, { type: 'object' }] })).toBe('Answer and object')
  expect(typeWords({ type: ['string', 'null'] })).toBe('string or null')
  expect(typeWords({ const: 'accepted' })).toBe('"accepted"')
  expect(typeWords(true)).toBe('anything')
})

it('says in words what else holds', () => {
  expect(constraintWords({ type: 'number', minimum: 0, maximum: 100 })).toEqual(['0 to 100'])
  expect(constraintWords({ minItems: 1, maxItems: 1000, format: 'x' })).toEqual(['x', '1 to 1,000 items'])
  expect(constraintWords({ maxLength: 63, default: 'a' })).toEqual(['at most 63 characters', 'default "a"'])
})
