import { simulateSignals } from './simulate.mjs'

const signals = [...simulateSignals({ seed: 7, count: 2_000 })]

it('tells the same from the same seed, and something else from another', () => {
  expect([...simulateSignals({ seed: 7, count: 2_000 })]).toEqual(signals)
  expect([...simulateSignals({ seed: 8, count: 1 })][0]).not.toEqual(signals[0])
})

it('gives every signal an id of its own', () => {
  expect(new Set(signals.map(({ signal_id }) => signal_id)).size).toBe(2_000)
})

it('stays within what agents send', () => {
  for (const signal of signals) {
    expect(signal.signal_id.length).toBeLessThanOrEqual(256)
    expect(signal.host_id.length).toBeLessThanOrEqual(255)
    expect(String(signal.rule_id).length).toBeLessThanOrEqual(64)
    expect(String(signal.title).length).toBeLessThanOrEqual(512)
    expect(Buffer.byteLength(JSON.stringify(signal.context))).toBeLessThanOrEqual(100 << 10)
    expect(signal.ts).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,8}[1-9])?(Z|[+-]\d\d:\d\d)$/)
  }
})

it('has all that makes receivers stumble', () => {
  const some = (isSo: (signal: (typeof signals)[0]) => boolean) => signals.some(isSo)
  expect(new Set(signals.map(({ severity }) => severity))).toEqual(new Set(['low', 'medium', 'high', 'critical']))
  expect(some(({ tags }) => tags === null)).toBe(true)
  expect(some(({ context }) => context === null)).toBe(true)
  expect(some((signal) => !('status' in signal))).toBe(true)
  expect(some(({ status }) => status === 'in_review')).toBe(true)
  expect(some(({ ts }) => /\.\d{9}[+-]/.test(String(ts)))).toBe(true)
  expect(some(({ title }) => String(title).length > 400)).toBe(true)
})
