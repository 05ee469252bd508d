import {
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql'

export type TypeKind = 'object' | 'interface' | 'union' | 'input' | 'enum' | 'scalar'

/** A type as it is written, cut so that its name can be a link: `[` `Alert` `!]!`. */
export interface TypeReference {
  before: string
  name: string
  after: string
}

export interface ManualArgument {
  name: string
  description: string
  type: TypeReference
  defaultValue: string | null
  isRequired: boolean
}

export interface ManualField extends ManualArgument {
  arguments: ManualArgument[]
  deprecation: string | null
  /** Who may call it, in the server's own words; only the fields of Query, Mutation and Subscription say so. */
  access: string | null
}

export interface ManualType {
  name: string
  kind: TypeKind
  description: string
  fields: ManualField[]
  values: { name: string; description: string; deprecation: string | null }[]
  interfaces: string[]
  /** Of an interface its implementations, of a union its members. */
  possibleTypes: string[]
  /** `Query.alerts`, or with an argument `Query.alerts(filter)`. */
  usedBy: Usage[]
}

export interface Usage {
  type: string
  field: string
  argument: string | null
}

/** By name, in alphabetical order. */
export type SchemaManual = ReadonlyMap<string, ManualType>

export const rootTypes = ['Query', 'Mutation', 'Subscription'] as const

export const isRootType = (name: string): boolean => (rootTypes as readonly string[]).includes(name)

/** Reads the schema's text as a manual. @throws GraphQLError when it is none. */
export function readSchema(text: string): SchemaManual {
  const definitions = parse(text, { noLocation: true }).definitions.filter(isTypeDefinition)
  const types = definitions.map(readType).sort((a, b) => a.name.localeCompare(b.name))
  const manual = new Map(types.map((type) => [type.name, type]))
  for (const type of types) linkBack(type, manual)
  return manual
}

const kinds = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
} as const

const isTypeDefinition = (node: DefinitionNode): node is TypeDefinitionNode => node.kind in kinds

function readType(node: TypeDefinitionNode): ManualType {
  const isRoot = isRootType(node.name.value)
  return {
    name: node.name.value,
    kind: kinds[node.kind],
    description: node.description?.value ?? '',
    fields: 'fields' in node ? (node.fields ?? []).map((field) => readField(field, isRoot)) : [],
    values:
      'values' in node
        ? (node.values ?? []).map((value) => ({
            name: value.name.value,
            description: value.description?.value ?? '',
            deprecation: deprecationOf(value.directives),
          }))
        : [],
    interfaces: 'interfaces' in node ? (node.interfaces ?? []).map(({ name }) => name.value) : [],
    possibleTypes: 'types' in node ? (node.types ?? []).map(({ name }) => name.value) : [],
    usedBy: [],
  }
}

function readField(node: FieldDefinitionNode | InputValueDefinitionNode, isRoot: boolean): ManualField {
  const field = readArgument(
    node.kind === Kind.FIELD_DEFINITION ? { ...node, kind: Kind.INPUT_VALUE_DEFINITION } : node,
  )
  const [description, access] = isRoot ? splitAccess(field.description) : [field.description, null]
  return {
    ...field,
    description,
    access,
    arguments: node.kind === Kind.FIELD_DEFINITION ? (node.arguments ?? []).map(readArgument) : [],
    deprecation: deprecationOf(node.directives),
  }
}

function readArgument(node: Omit<InputValueDefinitionNode, 'directives'>): ManualArgument {
  const defaultValue = node.defaultValue ? print(node.defaultValue) : null
  return {
    name: node.name.value,
    description: node.description?.value ?? '',
    type: readReference(node.type),
    defaultValue,
    isRequired: node.type.kind === Kind.NON_NULL_TYPE && defaultValue === null,
  }
}

function readReference(node: TypeNode): TypeReference {
  if (node.kind === Kind.NAMED_TYPE) return { before: '', name: node.name.value, after: '' }
  const { before, name, after } = readReference(node.type)
  return node.kind === Kind.LIST_TYPE
    ? { before: `[${before}`, name, after: `${after}]` }
    : { before, name, after: `${after}!` }
}

function deprecationOf(directives: readonly ConstDirectiveNode[] = []): string | null {
  const found = directives.find(({ name }) => name.value === 'deprecated')
  if (!found) return null
  const [reason] = found.arguments ?? []
  return reason?.value.kind === Kind.STRING ? reason.value.value : 'No longer supported'
}

/** The server ends each root field's description with who may call it (platform/access.ts). */
function splitAccess(description: string): [string, string | null] {
  const [whole, text = '', access = ''] =
    /^([^]*?)\s*(Open to everybody|For anybody who is signed in|For operators of the platform|Needs `[\w:]+`)\.$/.exec(
      description,
    ) ?? []
  return whole === undefined ? [description, null] : [text, access]
}

function linkBack(type: ManualType, manual: Map<string, ManualType>): void {
  const use = (name: string, field: string, argument: string | null) =>
    manual.get(name)?.usedBy.push({ type: type.name, field, argument })
  for (const field of type.fields) {
    use(field.type.name, field.name, null)
    for (const argument of field.arguments) use(argument.type.name, field.name, argument.name)
  }
  for (const name of type.interfaces) manual.get(name)?.possibleTypes.push(type.name)
}
