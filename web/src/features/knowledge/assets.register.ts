import { graphql } from '../../gql'
import type { Register } from './register'

const list = graphql(`
  query Register_Assets($text: String, $after: String) {
    page: assets(first: 50, after: $after, text: $text) {
      nodes {
        id
        host
        name
        owner
        criticality
        addresses
        tags
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
  mutation Register_CreateAsset($input: CreateAssetInput!) {
    createAsset(input: $input) {
      asset {
        id
      }
    }
  }
`)
const update = graphql(`
  mutation Register_UpdateAsset($input: UpdateAssetInput!) {
    updateAsset(input: $input) {
      asset {
        id
      }
    }
  }
`)
const remove = graphql(`
  mutation Register_DeleteAsset($input: DeleteAssetInput!) {
    deleteAsset(input: $input) {
      asset {
        id
      }
    }
  }
`)
const importCsv = graphql(`
  mutation Register_ImportAssets($input: ImportAssetsInput!) {
    outcome: importAssets(input: $input) {
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
  query Register_ExportAssets($after: String) {
    part: assetsCsv(after: $after) {
      csv
      next
    }
  }
`)
export const assetsRegister: Register = {
  name: 'assets',
  noun: 'asset',
  icon: 'i-lucide-server',
  hint: 'Machines and services, and how much it would hurt to lose them. An alert is matched by its host, or by an address where it names none.',
  empty: 'Tell which machines matter, and alerts about them score higher.',
  fields: [
    {
      name: 'host',
      label: 'Host',
      kind: 'code',
      isRequired: true,
      most: 255,
      placeholder: 'dc01.corp.example',
      help: 'Its whole name, or the part before the first dot.',
    },
    { name: 'name', label: 'Name', kind: 'text', isMinor: true, most: 200, help: 'What people call it.' },
    { name: 'criticality', label: 'Criticality', kind: 'criticality' },
    { name: 'owner', label: 'Owner', kind: 'text', most: 200, help: 'Whom to ask about it.' },
    { name: 'addresses', label: 'Addresses', kind: 'list', isMinor: true, help: 'At most 20, parted by commas.' },
    { name: 'tags', label: 'Tags', kind: 'list', isMinor: true, help: 'At most 20, parted by commas.' },
  ],
  blank: { host: '', name: '', criticality: 'MEDIUM', owner: '', addresses: '', tags: '' },
  sample:
    'host,name,owner,criticality,addresses,tags\ndc01.corp.example,Directory,IT,CRITICAL,10.20.0.5;10.20.0.6,windows',
  documents: { list, create, update, remove, importCsv, exportPart },
}
