import { acceptedAnswer } from './answer'
import { PartsSum } from './sum'

const stored = (count: number) =>
  acceptedAnswer(
    'd',
    Array.from(
      { length: count },
      (_, n) => ({ eventId: `${n}`, outcome: 'STORED', alertId: null, riskScore: null }) as const,
    ),
  )

it('counts every line of every part, and tells the first hundred where they stood', () => {
  const sum = new PartsSum()
  sum.add(stored(30))
  sum.addRejected(Array.from({ length: 60 }, () => 'is not JSON'))
  sum.addRejected(Array.from({ length: 1_000 }, (_, n) => `reason ${n}`))
  sum.add(stored(5))
  const { accepted, itemsTotal, items, rejected, parts } = sum.answer() ?? {}
  expect({ accepted, itemsTotal }).toEqual({ accepted: 35, itemsTotal: 1_095 })
  expect(items?.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, n) => n))
  expect(items?.at(-1)?.outcome).toBe('REJECTED')
  expect(rejected).toHaveLength(100)
  expect(rejected?.at(-1)).toEqual({ index: 129, reason: 'reason 39' })
  expect(parts?.map((part) => [part.accepted, part.rejected])).toEqual([[30, 0], [0, 60], [0, 1_000], [5, 0]]) // prettier-ignore
})
