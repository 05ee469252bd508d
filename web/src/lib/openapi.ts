/** As much of OpenAPI 3.1 as the REST shim's description uses; unknown keywords are shown as they stand. */
export interface OpenApi {
  info: { title: string; version: string; description?: string }
  tags?: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, SecurityScheme> }
}

export interface Operation {
  operationId: string
  tags?: string[]
  summary: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { description?: string; required?: boolean; content: Record<string, MediaType> }
  responses: Record<string, ApiResponse>
  /** One of these; each names schemes of which all are needed. */
  security?: Record<string, string[]>[]
}

export interface SecurityScheme {
  type: string
  /** Of a header. */
  name?: string
  /** Of HTTP's own: bearer. */
  scheme?: string
  description?: string
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema?: Schema
}

export interface MediaType {
  schema?: Schema
  example?: unknown
}

export interface ApiResponse {
  description: string
  headers?: Record<string, { description?: string; schema?: Schema }>
  content?: Record<string, MediaType>
}

export type Schema =
  | boolean
  | {
      $ref?: string
      type?: string | string[]
      description?: string
      properties?: Record<string, Schema>
      required?: string[]
      items?: Schema
      oneOf?: Schema[]
      allOf?: Schema[]
      anyOf?: Schema[]
      enum?: unknown[]
      const?: unknown
      format?: string
      pattern?: string
      minimum?: number
      maximum?: number
      minItems?: number
      maxItems?: number
      minLength?: number
      maxLength?: number
      default?: unknown
      /** Ours, for parameters shown as properties: path, query or header. */
      place?: string
    }

export interface ListedOperation extends Operation {
  method: string
  path: string
}

const operationsOf = ({ paths }: OpenApi): ListedOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )

export interface OperationGroup {
  /** Null for the operations without a tag, which come first. */
  tag: { name: string; description: string } | null
  operations: ListedOperation[]
}

export function operationGroups(api: OpenApi): OperationGroup[] {
  const all = operationsOf(api)
  const of = (name: string | undefined) => all.filter(({ tags }) => tags?.[0] === name)
  const tagged = (api.tags ?? []).map((tag) => ({ tag, operations: of(tag.name) }))
  return [{ tag: null, operations: of(undefined) }, ...tagged]
}

/** The name of the schema that is pointed at; null for one that stands here itself. */
export const referenceOf = (schema: Schema | undefined): string | null =>
  typeof schema === 'object' ? (schema.$ref?.replace('#/components/schemas/', '') ?? null) : null

/** `string`, `array of Item`, `Item or array of Item`, `"accepted"`. */
export function typeWords(schema: Schema | undefined): string {
  if (schema === undefined || typeof schema === 'boolean') return 'anything'
  const reference = referenceOf(schema)
  if (reference) return reference
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.allOf) return schema.allOf.map(typeWords).join(' and ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return choices.map(typeWords).join(' or ')
  if (schema.enum) return 'one of'
  if (schema.items !== undefined) return `array of ${typeWords(schema.items)}`
  return [schema.type ?? 'anything'].flat().join(' or ')
}

/** What else holds, in short words: `uuid`, `0 to 100`, `1 to 1,000 items`, `at most 63 characters`. */
export function constraintWords(schema: Schema | undefined): string[] {
  if (schema === undefined || typeof schema === 'boolean') return []
  const { format, minimum, maximum, minItems, maxItems, minLength, maxLength, default: preset } = schema
  return [
    format,
    range(minimum, maximum, ''),
    range(minItems, maxItems, ' items'),
    range(minLength, maxLength, ' characters'),
    preset === undefined ? undefined : `default ${JSON.stringify(preset)}`,
  ].filter((words) => words !== undefined)
}

function range(from: number | undefined, to: number | undefined, unit: string): string | undefined {
  const shown = (value: number) => value.toLocaleString('en')
  if (from !== undefined && to !== undefined) return `${shown(from)} to ${shown(to)}${unit}`
  if (from !== undefined) return `at least ${shown(from)}${unit}`
  return to === undefined ? undefined : `at most ${shown(to)}${unit}`
}

/** What stands within a property and has properties of its own: the object itself, or a list's items. */
export function innerSchema(schema: Schema): Exclude<Schema, boolean> | null {
  if (typeof schema === 'boolean') return null
  if (schema.properties) return schema
  return schema.items === undefined ? null : innerSchema(schema.items)
}
