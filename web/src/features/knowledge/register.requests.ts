import type { ApolloClient, DocumentNode } from '@apollo/client/core'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { ImportOutcome } from '../../lib/import-parts'
import type { RegisterInput, RegisterPage, RegisterRow } from './register'

/** The operations of one register. They name what they answer alike (`page`, `outcome`, `part`), so that they are asked alike. */
export interface RegisterDocuments {
  list: TypedDocumentNode<{ page: Connection }, { text?: string | null; after?: string | null }>
  create: DocumentNode
  update: DocumentNode
  remove: DocumentNode
  importCsv: TypedDocumentNode<{ outcome: ImportOutcome }, { input: { csv: string; replace: boolean } }>
  exportPart: TypedDocumentNode<{ part: CsvPart }, { after?: string | null }>
}

interface Connection {
  nodes: RegisterRow[]
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

interface CsvPart {
  csv: string
  next?: string | null
}

/** Asks the server about one register of the client's tenant. */
export function requestsOf({ list, create, update, remove, importCsv, exportPart }: RegisterDocuments, apollo: Client) {
  const fetchPolicy = 'network-only'
  return {
    async list(variables: { text: string | null; after: string | null }): Promise<RegisterPage> {
      const { page } = (await apollo.query({ query: list, variables, fetchPolicy })).data
      const { hasNextPage, endCursor } = page.pageInfo
      return { rows: page.nodes, total: page.totalCount, next: hasNextPage ? (endCursor ?? null) : null }
    },
    create: (input: RegisterInput) => apollo.mutate({ mutation: create, variables: { input } }),
    update: (id: string, input: RegisterInput) =>
      apollo.mutate({ mutation: update, variables: { input: { ...input, id } } }),
    remove: (id: string) => apollo.mutate({ mutation: remove, variables: { input: { id } } }),
    async importCsv(input: { csv: string; replace: boolean }): Promise<ImportOutcome> {
      const { data } = await apollo.mutate({ mutation: importCsv, variables: { input } })
      if (!data) throw new Error('The server gave no answer')
      return data.outcome
    },
    exportPart: async (after: string | null): Promise<CsvPart> =>
      (await apollo.query({ query: exportPart, variables: { after }, fetchPolicy })).data.part,
  }
}

type Client = ApolloClient<unknown>
