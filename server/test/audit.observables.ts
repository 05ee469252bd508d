import { unique } from './harness'

const add = 'addObservable(input: { type: DOMAIN, value: $value })'
const createLink = 'createPivotLink(input: { type: DOMAIN, name: $name, urlTemplate: "https://siem.test/{value}" })'

type Ask = (document: string, variables: object) => Promise<{ data: object }>

/** Ids of fresh observables and pivot links, of whoever asks. */
export const observableMakers = (ask: Ask) => ({
  observable: () => idOf(ask, `mutation ($value: String!) { make: ${add} { row: observable { id } } }`, aValue()),
  pivotLink: () => idOf(ask, `mutation ($name: String!) { make: ${createLink} { row: pivotLink { id } } }`, aName()),
})

const aValue = () => ({ value: `${unique('d')}.test` })
const aName = () => ({ name: unique('link') })

async function idOf(ask: Ask, document: string, variables: object): Promise<{ id: string }> {
  const { data } = await ask(document, variables)
  return { id: (data as { make: { row: { id: string } } }).make.row.id }
}

/** The deeds that can be done with observables and pivot links. */
export const observableDeeds = (make: ReturnType<typeof observableMakers>) => ({
  addObservable: {
    document: `mutation ($value: String!) { ${add} { observable { id } } }`,
    variables: aValue,
    action: 'observable.add',
  },
  updateObservable: {
    document: 'mutation ($id: ID!) { updateObservable(input: { id: $id, note: "known" }) { observable { id } } }',
    variables: make.observable,
    action: 'observable.update',
  },
  createPivotLink: {
    document: `mutation ($name: String!) { ${createLink} { pivotLink { id } } }`,
    variables: aName,
    action: 'pivotLink.create',
  },
  updatePivotLink: {
    document: 'mutation ($id: ID!) { updatePivotLink(input: { id: $id, type: USER }) { pivotLink { id } } }',
    variables: make.pivotLink,
    action: 'pivotLink.update',
  },
  deletePivotLink: {
    document: 'mutation ($id: ID!) { deletePivotLink(input: { id: $id }) { pivotLink { id } } }',
    variables: make.pivotLink,
    action: 'pivotLink.delete',
  },
})
