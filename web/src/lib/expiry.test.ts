import { endOf, keyState } from './expiry'

const now = Date.parse('2026-01-01T00:00:00.000Z')

it('ends after so many days, or never', () => {
  expect(endOf(30, now)).toBe('2026-01-31T00:00:00.000Z')
  expect(endOf(null, now)).toBeNull()
})

it.each([
  [{}, 'active'],
  [{ expiresAt: '2026-03-01T00:00:00.000Z' }, 'active'],
  [{ expiresAt: '2026-01-05T00:00:00.000Z' }, 'ending'],
  [{ expiresAt: '2025-12-31T00:00:00.000Z' }, 'ended'],
  [{ expiresAt: '2026-03-01T00:00:00.000Z', revokedAt: '2025-12-31T00:00:00.000Z' }, 'revoked'],
])('%j is %s', (key, state) => {
  expect(keyState(key, now)).toBe(state)
})
