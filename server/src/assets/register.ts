import type { z } from 'zod'

/** What rows of all registers have. */
export interface RegisterRow {
  id: string
}

/**
 * A list that a tenant keeps of its own: networks, assets, privileged users. They differ in their fields alone, so that reading, changing,
 * importing and exporting are written once.
 */
export interface Register<Row extends RegisterRow> {
  /** As the audit names it: `asset`. */
  objectType: string
  /** As people read it. */
  title: string
  entity: new () => Row
  table: string
  /** The field that no two rows of a tenant share. */
  key: string & keyof Row
  /** By which the list is sorted. */
  order: string & keyof Row
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
