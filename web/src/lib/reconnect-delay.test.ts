import { reconnectDelay } from './reconnect-delay'

it('doubles, spreads and stops growing', () => {
  expect([0, 1, 2].map((retry) => reconnectDelay(retry, () => 1))).toEqual([250, 500, 1000])
  expect(reconnectDelay(2, () => 0)).toBe(500)
  expect(reconnectDelay(1000, () => 1)).toBe(10_000)
})
