import { graphql } from '../../gql'
import type { Register } from './register'

const list = graphql(`
  query Register_Networks($text: String, $after: String) {
    page: networks(first: 50, after: $after, text: $text) {
      nodes {
        id
        name
        cidr
        isInternal
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
  mutation Register_CreateNetwork($input: CreateNetworkInput!) {
    createNetwork(input: $input) {
      network {
        id
      }
    }
  }
`)
const update = graphql(`
  mutation Register_UpdateNetwork($input: UpdateNetworkInput!) {
    updateNetwork(input: $input) {
      network {
        id
      }
    }
  }
`)
const remove = graphql(`
  mutation Register_DeleteNetwork($input: DeleteNetworkInput!) {
    deleteNetwork(input: $input) {
      network {
        id
      }
    }
  }
`)
const importCsv = graphql(`
  mutation Register_ImportNetworks($input: ImportNetworksInput!) {
    outcome: importNetworks(input: $input) {
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
  query Register_ExportNetworks($after: String) {
    part: networksCsv(after: $after) {
      csv
      next
    }
  }
`)
export const networksRegister: Register = {
  name: 'networks',
  noun: 'network',
  icon: 'i-lucide-network',
  hint: 'Blocks of addresses with a name. The smallest block that holds an address says what it is; while no block is internal, the private ranges are.',
  empty: 'Name your ranges, and alerts say where an address lies and whether it is yours.',
  fields: [
    { name: 'name', label: 'Name', kind: 'text', isRequired: true, most: 200 },
    {
      name: 'cidr',
      label: 'Block',
      kind: 'code',
      isRequired: true,
      placeholder: '10.20.0.0/16',
      help: 'An address and how many of its bits count.',
    },
    { name: 'isInternal', label: 'Whose', kind: 'internal' },
  ],
  blank: { name: '', cidr: '', isInternal: true },
  sample: 'name,cidr,isInternal\nOffice,10.20.0.0/16,true',
  documents: { list, create, update, remove, importCsv, exportPart },
}
