import { draftOf, inputOf } from './register-input'

const fields = [
  { name: 'host', kind: 'code' },
  { name: 'owner', kind: 'text' },
  { name: 'tags', kind: 'list' },
  { name: 'isInternal', kind: 'internal' },
]

it('shows a row as a form holds it, and gives it back as it was', () => {
  const row = { id: '1', host: 'dc01', owner: null, tags: ['a', 'b c'], isInternal: false }
  const draft = draftOf(fields, row)
  expect(draft).toEqual({ host: 'dc01', owner: '', tags: 'a, b c', isInternal: false })
  expect(inputOf(fields, draft, false)).toEqual({ host: 'dc01', owner: '', tags: ['a', 'b c'], isInternal: false })
})

it('leaves out what a new row does not have', () => {
  expect(inputOf(fields, { host: ' dc01 ', owner: ' ', tags: '; ,\n', isInternal: true }, true)).toEqual({
    host: 'dc01',
    owner: undefined,
    tags: [],
    isInternal: true,
  })
})
