import { Kind, OperationTypeNode, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql'

export interface ChosenOperation {
  name: string | undefined
  isSubscription: boolean
}

/**
 * Which operation of a text is to be run. GraphiQL reads the text a moment after it has changed: whoever runs it sooner
 * would send the name, and the kind, of what stood there before.
 */
export function chosenOperation(text: string, wanted: string | null | undefined): ChosenOperation {
  const operations = definitionsOf(text).filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const found = operations.find(({ name }) => name?.value === wanted)
  const chosen = found ?? (operations.length === 1 ? operations[0] : undefined)
  return { name: chosen?.name?.value, isSubscription: chosen?.operation === OperationTypeNode.SUBSCRIPTION }
}

/** None for what cannot be read: the server says what is wrong with it. */
function definitionsOf(text: string): DocumentNode['definitions'] {
  try {
    return parse(text, { noLocation: true }).definitions
  } catch {
    return []
  }
}
