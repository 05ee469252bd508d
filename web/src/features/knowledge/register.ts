import type { ApolloClient } from '@apollo/client/core'
import type { ImportOutcome } from '../../lib/import-parts'

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

type Client = ApolloClient<unknown>

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
  list: (apollo: Client, variables: { text: string | null; after: string | null }) => Promise<RegisterPage>
  create: (apollo: Client, input: RegisterInput) => Promise<unknown>
  update: (apollo: Client, id: string, input: RegisterInput) => Promise<unknown>
  remove: (apollo: Client, id: string) => Promise<unknown>
  importCsv: (apollo: Client, input: { csv: string; replace: boolean }) => Promise<ImportOutcome>
  exportPart: (apollo: Client, after: string | null) => Promise<{ csv: string; next?: string | null }>
}

interface Connection {
  nodes: RegisterRow[]
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

export const pageOf = ({ nodes, totalCount, pageInfo }: Connection): RegisterPage => ({
  rows: nodes,
  total: totalCount,
  next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
})

/** The answer of a mutation, which has failed when there is none. */
export function answerOf<Data>({ data }: { data?: Data | null }): Data {
  if (!data) throw new Error('The server gave no answer')
  return data
}
