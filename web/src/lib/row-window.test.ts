import { topShowing, windowOf } from './row-window'

const view = { top: 0, height: 100 }

it('draws what can be seen, also in part, and the spare rows at either end', () => {
  expect(windowOf({ top: 250, height: 100 }, 20, 1_000, 0)).toEqual({ first: 12, last: 17 })
  expect(windowOf({ top: 260, height: 100 }, 20, 1_000, 0)).toEqual({ first: 13, last: 17 })
  expect(windowOf({ top: 260, height: 100 }, 20, 1_000, 3)).toEqual({ first: 10, last: 20 })
})

it('stays within the list at both of its ends', () => {
  expect(windowOf(view, 20, 1_000, 12)).toEqual({ first: 0, last: 16 })
  expect(windowOf({ top: 900, height: 100 }, 20, 50, 12)).toEqual({ first: 33, last: 49 })
  expect(windowOf(view, 20, 2, 12)).toEqual({ first: 0, last: 1 })
})

it('draws nothing of an empty list, and the end of one that shrank beneath the view', () => {
  const { first, last } = windowOf(view, 20, 0, 12)
  expect(last).toBeLessThan(first)
  expect(windowOf({ top: 9_000, height: 100 }, 20, 10, 2)).toEqual({ first: 9, last: 9 })
})

it('moves the view no farther than a row needs to be seen whole', () => {
  expect(topShowing(2, 20, view, 'auto')).toBeNull()
  expect(topShowing(4, 20, view, 'auto')).toBeNull()
  expect(topShowing(5, 20, view, 'auto')).toBe(20)
  expect(topShowing(5, 20, { top: 110, height: 100 }, 'auto')).toBe(100)
})

it('puts a row where it is asked to stand', () => {
  expect(topShowing(2, 20, view, 'start')).toBe(40)
  expect(topShowing(10, 20, view, 'center')).toBe(160)
  expect(topShowing(1, 20, view, 'center')).toBe(0)
})
