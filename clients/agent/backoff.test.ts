import { array, assert, double, integer, property } from 'fast-check'
import { meaningOf, retryAfterMs } from './answer.mjs'
import { waitAfter } from './backoff.mjs'
import { Breaker } from './breaker.mjs'

const chance = double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

it('waits what the failures ask for, a quarter more or less, and never beyond the most', () => {
  assert(
    property(
      integer({ min: 1, max: 60_000 }),
      integer({ min: 1, max: 600_000 }),
      integer({ min: 1, max: 10_000 }),
      chance,
      (baseMs, maxMs, failures, roll) => {
        const whole = Math.min(maxMs, baseMs * 2 ** (failures - 1))
        const wait = waitAfter({ baseMs, maxMs }, failures, () => roll)
        return wait >= whole * 0.75 && wait <= whole * 1.25 && wait <= maxMs * 1.25
      },
    ),
  )
})

it('uses the whole width of the jitter', () => {
  const waits = [0, 0.5, 0.999_999].map((roll) => waitAfter({ baseMs: 1_000, maxMs: 60_000 }, 3, () => roll))
  expect(waits.map(Math.round)).toEqual([3_000, 4_000, 5_000])
})

it('takes every 2xx for success and only 2xx', () => {
  assert(
    property(
      integer({ min: 100, max: 599 }),
      (status) => (meaningOf(status) === 'DELIVERED') === (status >= 200 && status < 300),
    ),
  )
})

it.each([
  [500, 'RETRY'],
  [502, 'RETRY'],
  [408, 'RETRY'],
  [429, 'BUSY'],
  [503, 'BUSY'],
  [400, 'REFUSED'],
  [409, 'REFUSED'],
  [413, 'REFUSED'],
  [422, 'REFUSED'],
  [401, 'SHUT'],
  [403, 'SHUT'],
  [404, 'SHUT'],
  [302, 'SHUT'],
])('understands %i as %s', (status, meaning) => expect(meaningOf(status)).toBe(meaning))

it('reads Retry-After in seconds and as a date, and heeds no nonsense', () => {
  const now = Date.UTC(2026, 0, 1)
  expect(retryAfterMs('7', now)).toBe(7_000)
  expect(retryAfterMs('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000)
  expect(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0)
  expect(retryAfterMs('999999999999', now)).toBe(3_600_000)
  for (const nonsense of [undefined, '', 'soon', '-5 apples']) expect(retryAfterMs(nonsense, now)).toBe(0)
})

it('opens after five failures in a row, lets one probe through after 30 s, and opens again when that fails', () => {
  const breaker = new Breaker({ failures: 5, waitMs: 30_000 })
  for (let failure = 1; failure <= 4; failure++) expect(breaker.failed(0)).toBe(false)
  expect(breaker.admit(0)).toBe(true)
  expect(breaker.failed(0)).toBe(true)
  expect(breaker.admit(29_999)).toBe(false)
  expect([breaker.admit(30_000), breaker.admit(30_000)]).toEqual([true, false])
  expect(breaker.failed(30_500)).toBe(true)
  expect(breaker.admit(60_499)).toBe(false)
  expect(breaker.admit(60_500)).toBe(true)
  breaker.succeeded()
  expect([breaker.admit(60_500), breaker.admit(60_500)]).toEqual([true, true])
})

it('counts only failures in a row', () => {
  assert(
    property(array(integer({ min: 0, max: 4 })), (runs) => {
      const breaker = new Breaker({ failures: 5, waitMs: 30_000 })
      return runs.every((run) => {
        const hasOpened = Array.from({ length: run }, () => breaker.failed(0)).includes(true)
        breaker.succeeded()
        return !hasOpened
      })
    }),
  )
})

it('is not opened for longer by what was under way when it opened', () => {
  const breaker = new Breaker({ failures: 1, waitMs: 30_000 })
  breaker.failed(0)
  expect(breaker.failed(10_000)).toBe(false)
  expect(breaker.admit(30_000)).toBe(true)
})

it('gives the probe to another when one was given up', () => {
  const breaker = new Breaker({ failures: 1, waitMs: 1 })
  breaker.failed(0)
  expect(breaker.admit(1)).toBe(true)
  breaker.abandoned()
  expect(breaker.admit(1)).toBe(true)
})
