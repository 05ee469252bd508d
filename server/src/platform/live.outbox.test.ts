import type { ExecutionResult } from 'graphql'
import { Outbox } from './live.outbox'
import { MessageBudget } from './live.pace'

const message = (n: number): ExecutionResult => ({ data: { n } })
const resync: ExecutionResult = { data: { kind: 'RESYNC' } }

beforeEach(() => jest.useFakeTimers({ now: 0 }))
afterEach(() => jest.useRealTimers())

it('hands messages over in order, also to a reader that waits', async () => {
  const outbox = new Outbox(
    () => resync,
    () => {},
  )
  const waiting = outbox.next()
  outbox.push(message(1))
  outbox.push(message(2))
  expect((await waiting).value).toEqual(message(1))
  expect((await outbox.next()).value).toEqual(message(2))
})

it('sends ten messages in a burst, then one resync for all that was left out', async () => {
  const outbox = new Outbox(
    () => resync,
    () => {},
  )
  for (let n = 1; n <= 30; n++) outbox.push(message(n))
  for (let n = 1; n <= 10; n++) expect((await outbox.next()).value).toEqual(message(n))
  const next = outbox.next()
  await jest.advanceTimersByTimeAsync(1_000)
  expect((await next).value).toEqual(resync)
  outbox.push(message(31))
  expect((await outbox.next()).value).toEqual(message(31))
})

it('never holds more than its bound for a reader that does not read, and ends that with one resync', async () => {
  const outbox = new Outbox(
    () => resync,
    () => {},
  )
  for (let n = 0; n < 65; n++) {
    outbox.push(message(n))
    await jest.advanceTimersByTimeAsync(200)
  }
  await jest.advanceTimersByTimeAsync(1_000)
  expect((await outbox.next()).value).toEqual(resync)
  const empty = Symbol('nothing waits')
  expect(await Promise.race([outbox.next(), Promise.resolve(empty)])).toBe(empty)
})

it('ends for its reader and tells its group once', async () => {
  const left = jest.fn()
  const outbox = new Outbox(() => resync, left)
  const waiting = outbox.next()
  await outbox.return()
  await outbox.return()
  expect(await waiting).toEqual({ done: true, value: undefined })
  expect(await outbox.next()).toEqual({ done: true, value: undefined })
  expect(left).toHaveBeenCalledTimes(1)
})

it('shares the ten a second with the other subscriptions of its connection', async () => {
  const budget = new MessageBudget()
  const [one, two] = [
    new Outbox(
      () => resync,
      () => {},
      budget,
    ),
    new Outbox(
      () => resync,
      () => {},
      budget,
    ),
  ]
  for (let n = 1; n <= 10; n++) {
    one.push(message(n))
    two.push(message(n))
  }
  for (let n = 1; n <= 5; n++) {
    expect((await one.next()).value).toEqual(message(n))
    expect((await two.next()).value).toEqual(message(n))
  }
  const left = [one.next(), two.next()]
  await jest.advanceTimersByTimeAsync(1_000)
  for (const next of left) expect((await next).value).toEqual(resync)
})
