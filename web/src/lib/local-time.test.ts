import { fromLocalField, toLocalField } from './local-time'

it('gives back the minute that it was given', () => {
  expect(fromLocalField(toLocalField('2026-03-09T07:05:00.000Z'))).toBe('2026-03-09T07:05:00.000Z')
})

it('takes nothing for nothing', () => {
  expect(toLocalField(null)).toBe('')
  expect(fromLocalField('')).toBeNull()
  expect(fromLocalField('2026-03-')).toBeNull()
})
