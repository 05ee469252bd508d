import { importWords } from './import-words'

it('tells what an import did, and nothing of what it did not', () => {
  expect(importWords({ created: 1_200, updated: 0, deleted: 2, unchanged: 1 })).toBe(
    '1,200 added, 2 deleted, 1 as before',
  )
})
