import type { RegisterDocuments } from './register.requests'

/** One field of a register: how it is shown, and how it is entered. */
export interface RegisterField {
  name: string
  label: string
  kind: 'text' | 'code' | 'list' | 'criticality' | 'internal'
  isRequired?: boolean
  /** Left out of the table where there is little room. */
  isMinor?: boolean
  most?: number
  help?: string
  placeholder?: string
}

export interface RegisterRow {
  id: string
  [field: string]: unknown
}

/** As the form holds them; several values are one text, parted by commas. */
export type RegisterInput = Record<string, string | string[] | boolean | undefined>

export interface RegisterPage {
  rows: RegisterRow[]
  /** Where the next page begins; null when there is none. */
  next: string | null
  total: number
}

/** What the tenant knows of its surroundings, one kind of it: the same table, form and file for all. */
export interface Register {
  /** Names the exported file. */
  name: string
  /** "network", for sentences. */
  noun: string
  icon: string
  hint: string
  empty: string
  /** The first names the row. */
  fields: readonly RegisterField[]
  blank: RegisterInput
  sample: string
  documents: RegisterDocuments
}
