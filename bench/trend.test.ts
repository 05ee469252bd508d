import { trendOf } from './trend'

it('sees memory that grows, and none in a saw that does not', () => {
  const growing = Array.from({ length: 400 }, (_, index) => 100 + index)
  const saw = Array.from({ length: 400 }, (_, index) => 100 + (index % 40))
  expect(trendOf(growing).late / trendOf(growing).early).toBeGreaterThan(1.5)
  expect(trendOf(saw).late / trendOf(saw).early).toBeCloseTo(1, 1)
  expect(trendOf(saw).points).toHaveLength(20)
})

it('is not misled by a start that takes much', () => {
  const samples = [...Array.from({ length: 80 }, () => 900), ...Array.from({ length: 320 }, () => 300)]
  expect(trendOf(samples)).toMatchObject({ early: 300, late: 300 })
})
