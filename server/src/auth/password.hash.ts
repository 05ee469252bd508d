import { hash, verify } from '@node-rs/argon2'
import type { Platform } from '../platform/context'
import { AppError } from '../platform/errors'
import { normalisePassword } from './password.rule'

/** argon2id, m = 19 MiB, t = 2, p = 1: OWASP Password Storage Cheat Sheet. (2 is Algorithm.Argon2id, a const enum.) */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of nothing anybody knows, of the same cost: what an unknown e-mail's password is checked against. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$dG9jc2luLW5vYm9keS1zYWx0$c6M8oQvM3k1pO0qT3yXqk7uYp5c1mE0b0m6qv3dJ3nE'

/** Hashes at once in this process, whatever number of servers runs in it: 19 MiB and one pool thread each. */
const atOnce = 3
const mostWaiting = 100
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw new AppError('UNAVAILABLE', 'Too many sign-ins at once', { retryAfter: 2 })
    await new Promise<void>((resolve) => waiting.push(resolve)) // whoever ends hands his place over, so `running` stays
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export function hashPassword(platform: Platform, password: string): Promise<string> {
  platform.telemetry.passwordHashes.inc()
  return inTurn(() => hash(normalisePassword(password), cost))
}

/** Whether the password is the account's. Without an account (`null`) the same work is done and the answer is false. */
export async function isPassword(platform: Platform, stored: string | null, password: string): Promise<boolean> {
  platform.telemetry.passwordHashes.inc()
  const isRight = await inTurn(() => verify(stored ?? nobodysHash, normalisePassword(password)))
  return isRight && stored !== null
}
