import { absoluteTime, relativeTime } from './relative-time'

const now = Date.UTC(2026, 0, 2, 12)
const ago = (seconds: number) => relativeTime(now - seconds * 1000, now)

describe('relativeTime', () => {
  it('does not count seconds', () => {
    expect(ago(0)).toBe('just now')
    expect(ago(59)).toBe('just now')
  })

  it('counts whole units and never rounds up', () => {
    expect(ago(119)).toBe('1 min. ago')
    expect(ago(3599)).toBe('59 min. ago')
    expect(ago(3 * 3600)).toBe('3 hr. ago')
    expect(ago(86_400)).toBe('yesterday')
    expect(ago(86_400 * 3)).toBe('3 days ago')
    expect(ago(86_400 * 40)).toBe('last mo.')
    expect(ago(86_400 * 800)).toBe('2 yr. ago')
  })

  it('speaks of the future, and calls the skew of a clock now', () => {
    expect(ago(-3)).toBe('just now')
    expect(ago(-30)).toBe('in a moment')
    expect(ago(-7200)).toBe('in 2 hr.')
  })
})

it('names the zone of an absolute time', () => {
  expect(absoluteTime(now, 'UTC')).toBe('2 Jan 2026, 12:00:00 UTC')
})
