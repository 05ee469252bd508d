import { barHeights } from './spark-bars'

it('fills the box with the highest and keeps the smallest visible', () =>
  expect(barHeights([0, 1, 500, 1000], 20)).toEqual([1, 2, 10, 20]))

it('draws a line where nothing happened, and nothing of nothing', () => {
  expect(barHeights([0, 0], 20)).toEqual([1, 1])
  expect(barHeights([], 20)).toEqual([])
})
