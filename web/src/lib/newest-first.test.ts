import { withNewest } from './newest-first'

it('puts what came since before what was there, and takes changed rows anew', () => {
  const shown = [
    { id: '3', repeats: 1 },
    { id: '2', repeats: 1 },
    { id: '1', repeats: 1 },
  ]
  const page = [
    { id: '4', repeats: 1 },
    { id: '3', repeats: 2 },
  ]
  expect(withNewest(shown, page)).toEqual([
    { id: '4', repeats: 1 },
    { id: '3', repeats: 2 },
    { id: '2', repeats: 1 },
    { id: '1', repeats: 1 },
  ])
})

it('keeps rows that are no longer on the first page', () => {
  expect(withNewest([{ id: '2' }, { id: '1' }], [{ id: '3' }]).map(({ id }) => id)).toEqual(['3', '2', '1'])
})
