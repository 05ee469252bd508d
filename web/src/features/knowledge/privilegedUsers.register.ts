import { graphql } from '../../gql'
import type { CreatePrivilegedUserInput } from '../../gql/graphql'
import { answerOf, pageOf, type Register } from './register'

const list = graphql(`
  query Register_PrivilegedUsers($text: String, $after: String) {
    privilegedUsers(first: 50, after: $after, text: $text) {
      nodes {
        id
        name
        note
      }
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)
const create = graphql(`
  mutation Register_CreatePrivilegedUser($input: CreatePrivilegedUserInput!) {
    createPrivilegedUser(input: $input) {
      privilegedUser {
        id
      }
    }
  }
`)
const update = graphql(`
  mutation Register_UpdatePrivilegedUser($input: UpdatePrivilegedUserInput!) {
    updatePrivilegedUser(input: $input) {
      privilegedUser {
        id
      }
    }
  }
`)
const remove = graphql(`
  mutation Register_DeletePrivilegedUser($input: DeletePrivilegedUserInput!) {
    deletePrivilegedUser(input: $input) {
      privilegedUser {
        id
      }
    }
  }
`)
const importCsv = graphql(`
  mutation Register_ImportPrivilegedUsers($input: ImportPrivilegedUsersInput!) {
    importPrivilegedUsers(input: $input) {
      created
      updated
      deleted
      unchanged
      errors {
        line
        column
        message
      }
    }
  }
`)
const exportPart = graphql(`
  query Register_ExportPrivilegedUsers($after: String) {
    privilegedUsersCsv(after: $after) {
      csv
      next
    }
  }
`)
const fresh = 'network-only' as const

export const privilegedUsersRegister: Register = {
  name: 'privileged-users',
  noun: 'privileged user',
  icon: 'i-lucide-user-round-cog',
  hint: 'Accounts that may do more than others. An alert about one of them scores higher.',
  empty: 'Name the accounts that may do much, and alerts about them score higher.',
  fields: [
    {
      name: 'name',
      label: 'Account',
      kind: 'code',
      isRequired: true,
      most: 255,
      placeholder: 'corp\\admin',
      help: 'Without a domain it is meant in every one.',
    },
    { name: 'note', label: 'Note', kind: 'text', most: 1_000 },
  ],
  blank: { name: '', note: '' },
  sample: 'name,note\ncorp\\admin,Domain administrator',
  list: async (apollo, variables) =>
    pageOf((await apollo.query({ query: list, variables, fetchPolicy: fresh })).data.privilegedUsers),
  create: async (apollo, input) =>
    answerOf(
      await apollo.mutate({ mutation: create, variables: { input: input as unknown as CreatePrivilegedUserInput } }),
    ),
  update: async (apollo, id, input) =>
    answerOf(await apollo.mutate({ mutation: update, variables: { input: { ...input, id } } })),
  remove: async (apollo, id) => answerOf(await apollo.mutate({ mutation: remove, variables: { input: { id } } })),
  importCsv: async (apollo, input) =>
    answerOf(await apollo.mutate({ mutation: importCsv, variables: { input } })).importPrivilegedUsers,
  exportPart: async (apollo, after) =>
    (await apollo.query({ query: exportPart, variables: { after }, fetchPolicy: fresh })).data.privilegedUsersCsv,
}
