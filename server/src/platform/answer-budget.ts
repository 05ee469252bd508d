import type { Context } from './context'
import { AppError } from './errors'

/** Payload text that one operation may carry: a list of large payloads, asked for under thirty aliases, would fill the memory of the server. */
const mostBytes = 16 * 1_048_576

const spent = new WeakMap<Context, number>()

/** What is left for payload text in this operation's answer, in bytes. */
export const budgetLeft = (ctx: Context): number => mostBytes - (spent.get(ctx) ?? 0)

/** Counts text that goes into the answer, each time that it does. @throws PAYLOAD_TOO_LARGE */
export function spendBudget(ctx: Context, bytes: number): void {
  if (bytes > budgetLeft(ctx)) throw overBudget()
  spent.set(ctx, (spent.get(ctx) ?? 0) + bytes)
}

export const overBudget = (): AppError =>
  new AppError('PAYLOAD_TOO_LARGE', `One answer carries at most ${mostBytes} bytes of payload text: ask for fewer`)
