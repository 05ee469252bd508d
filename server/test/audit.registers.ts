import { unique } from './harness'

let octet = 0
const aCidr = () => `10.${++octet}.0.0/16`

/** What a row of each register needs, as an input and as a file. */
const registers = {
  Asset: { word: 'asset', change: 'owner', input: () => ({ host: unique('srv') }) },
  Network: { word: 'network', change: 'name', input: () => ({ cidr: aCidr(), name: 'n' }) },
  PrivilegedUser: { word: 'privilegedUser', change: 'note', input: () => ({ name: unique('root') }) },
}
type RegisterName = keyof typeof registers

/** The id of a fresh row, of whoever asks. */
export type MakeRow = (name: RegisterName) => Promise<{ id: string }>

export const rowMaker =
  (ask: (document: string, variables: object) => Promise<{ data: object }>): MakeRow =>
  async (name) => {
    const { word, input } = registers[name]
    const document = `mutation ($in: Create${name}Input!) { make: create${name}(input: $in) { row: ${word} { id } } }`
    const { data } = await ask(document, { in: input() })
    return { id: (data as { make: { row: { id: string } } }).make.row.id }
  }

/** The deeds that can be done with a register, and with the weights of risk. */
export const registerDeeds = (makeRow: MakeRow) => ({
  ...Object.assign({}, ...Object.keys(registers).map((name) => deedsOf(name as RegisterName, makeRow))),
  updateRiskWeights: {
    document: 'mutation { updateRiskWeights(input: { weights: { knownBad: 0.5 } }) { riskWeights { version } } }',
    action: 'riskWeights.update',
  },
  previewRiskWeights: {
    document: 'mutation { previewRiskWeights(input: { weights: { knownBad: 0.4 } }) { job { id } } }',
    action: 'riskWeights.preview',
  },
  rescoreAlerts: {
    document: 'mutation { rescoreAlerts(input: {}) { job { id } } }',
    action: 'alert.rescore',
  },
})

function deedsOf(name: RegisterName, makeRow: MakeRow) {
  const { word, change, input } = registers[name]
  return {
    [`create${name}`]: {
      document: `mutation ($in: Create${name}Input!) { create${name}(input: $in) { ${word} { id } } }`,
      variables: () => ({ in: input() }),
      action: `${word}.create`,
    },
    [`update${name}`]: {
      document: `mutation ($id: ID!) { update${name}(input: { id: $id, ${change}: "other" }) { ${word} { id } } }`,
      variables: () => makeRow(name),
      action: `${word}.update`,
    },
    [`delete${name}`]: {
      document: `mutation ($id: ID!) { delete${name}(input: { id: $id }) { ${word} { id } } }`,
      variables: () => makeRow(name),
      action: `${word}.delete`,
    },
    [`import${name}s`]: {
      document: `mutation ($csv: String!) { import${name}s(input: { csv: $csv }) { created } }`,
      variables: () => ({ csv: fileOf(input()) }),
      action: `${word}.import`,
    },
  }
}

const fileOf = (row: object): string => `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`
