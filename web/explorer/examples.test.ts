import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, getVariableValues, Kind, parse, validate, type OperationDefinitionNode } from 'graphql'
import { examples } from './examples'
import { viewerQuery } from './viewer'

const schema = buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'))

it.each(examples)('"$title" and its variables fit the schema', ({ query, variables }) => {
  const document = parse(query)
  expect(validate(schema, document)).toEqual([])
  const [operation] = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const { errors } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables ?? {})
  expect(errors).toBeUndefined()
})

it('asks who is signed in by the schema', () => {
  expect(validate(schema, parse(viewerQuery))).toEqual([])
})
