import { graphql } from '../../gql'
import type { Register } from './register'

const list = graphql(`
  query Register_PrivilegedUsers($text: String, $after: String) {
    page: privilegedUsers(first: 50, after: $after, text: $text) {
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
    outcome: importPrivilegedUsers(input: $input) {
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
    part: privilegedUsersCsv(after: $after) {
      csv
      next
    }
  }
`)
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
  documents: { list, create, update, remove, importCsv, exportPart },
}
