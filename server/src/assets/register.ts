import type { ClassType } from 'type-graphql'
import type { z } from 'zod'
import type { RegisterRowInput } from './register.input'
import type { RegisterRow } from './register.row'

/**
 * A list that a tenant keeps of its own: networks, assets, privileged users. They differ in their fields alone, so that reading, changing,
 * importing, exporting and the doors to it (register.resolver.ts) are written once: a further one is a table, its entity, a description of
 * this kind, and a resolver of one line.
 */
export interface Register<Row extends RegisterRow> {
  /** As the schema and the audit name it: `asset`. */
  objectType: string
  /** As the schema names several: `assets`. */
  many: string
  /** As people read it; several have an s. */
  title: string
  entity: new () => Row
  table: string
  /** The field that no two rows of a tenant share. */
  key: string & keyof Row
  /** By which the list is sorted. */
  order: string & keyof Row
  createInput: ClassType
  updateInput: ClassType<RegisterRowInput>
  /** What people give, by its name in the schema and in a heading of CSV, with its type in SQL. */
  fields: Record<string, FieldType>
  /** Of what people may leave out. */
  defaults: Record<string, unknown>
  /** Checks what people give, and writes equal things one way. */
  shape: z.ZodObject
  /** Rows that a tenant may have: every node keeps them in memory. */
  most: number
}

export type FieldType = 'text' | 'text[]' | 'boolean'

export const columnOf = (field: string): string => field.replace(/[A-Z]/g, '_$&').toLowerCase()

/** Null and what is left out stay as they are (or get their default). */
export const given = (input: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined))
