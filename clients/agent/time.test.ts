import { assert, bigInt, integer, property } from 'fast-check'
import { goTime, localGoTime, nanosNow } from './time.mjs'

it.each([
  [0n, 0, '1970-01-01T00:00:00Z'],
  [1_736_937_000_123_456_789n, 0, '2025-01-15T10:30:00.123456789Z'],
  [1_736_937_000_120_000_000n, 60, '2025-01-15T11:30:00.12+01:00'],
  [1_736_937_000_000_000_001n, -570, '2025-01-15T01:00:00.000000001-09:30'],
  [1_736_937_000_000_000_000n, 825, '2025-01-16T00:15:00+13:45'],
])('writes %s ns, %i minutes east, as %s', (nanos, offset, text) => expect(goTime(nanos, offset)).toBe(text))

it('says the same moment whatever the offset', () => {
  assert(
    property(
      bigInt({ min: 0n, max: 4_000_000_000_000_000_000n }),
      integer({ min: -840, max: 840 }),
      (nanos, offset) => {
        const text = goTime(nanos, offset)
        const fraction = /\.(\d+)/.exec(text)?.[1] ?? ''
        const isTrimmed = fraction === '' || !fraction.endsWith('0')
        const whole = BigInt(Date.parse(text.replace(/\.\d+/, ''))) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
        return isTrimmed && whole === nanos
      },
    ),
  )
})

it("has the machine's offset and its hour", () => {
  const nanos = nanosNow()
  expect(Math.abs(Number(nanos / 1_000_000n) - Date.now())).toBeLessThan(60_000)
  expect(Math.floor(Date.parse(localGoTime(nanos)))).toBe(Number(nanos / 1_000_000n))
})
