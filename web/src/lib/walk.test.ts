import { emptyWalk, neighbourIn, placeIn, type Walk } from './walk'

const walk: Walk = { ...emptyWalk, ids: ['a', 'b', 'c'], total: 3 }

it('tells where an alert stands and what is beside it', () => {
  expect(placeIn(walk, 'b')).toMatchObject({ position: 2, total: 3, hasPrevious: true, hasNext: true })
  expect([neighbourIn(walk, 'b', -1), neighbourIn(walk, 'b', 1)]).toEqual(['a', 'c'])
})

it('ends where the list ends, unless there is more to load', () => {
  expect(placeIn(walk, 'c').hasNext).toBe(false)
  expect(placeIn({ ...walk, hasNextPage: true }, 'c').hasNext).toBe(true)
  expect(neighbourIn(walk, 'a', -1)).toBeUndefined()
})

it('gives an alert that the list does not hold no place and no neighbours', () => {
  expect(placeIn({ ...walk, hasNextPage: true }, 'x')).toMatchObject({
    position: null,
    hasPrevious: false,
    hasNext: false,
  })
  expect(neighbourIn(walk, 'x', 1)).toBeUndefined()
})
