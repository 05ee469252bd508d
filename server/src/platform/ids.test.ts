import { newId, timeOfId } from './ids'

const at = (time: number) => jest.spyOn(Date, 'now').mockReturnValue(time)
const now = Date.UTC(2026, 0, 2)
afterEach(() => jest.restoreAllMocks())

it('makes ids that rise, also within a millisecond and when the clock wobbles', () => {
  at(now)
  const ids = Array.from({ length: 1_000 }, newId)
  at(now - 5_000)
  ids.push(newId())
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

it('follows a clock that was set back', () => {
  at(now + 3 * 86_400_000)
  newId()
  at(now)
  expect(timeOfId(newId())).toEqual(new Date(now))
})
