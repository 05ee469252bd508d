import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Context, Platform } from '../platform/context'
import { sha256Hex } from '../platform/crypto'
import { AppError } from '../platform/errors'

/**
 * Guesses allowed in 15 minutes. The tight limit is per account *and* address: a stranger elsewhere cannot lock anybody out. The loose
 * one per address stops one machine from trying many accounts. Right passwords are not counted.
 */
const span = 15 * 60
const perAccountAndAddress = 10
const perAddress = 100

interface Limits {
  pair: RateLimiterMemory
  address: RateLimiterMemory
}

const limitsOf = new WeakMap<Platform, Limits>()

function limits(platform: Platform): Limits {
  let made = limitsOf.get(platform)
  if (!made) {
    made = {
      pair: new RateLimiterMemory({ points: perAccountAndAddress, duration: span }),
      address: new RateLimiterMemory({ points: perAddress, duration: span }),
    }
    limitsOf.set(platform, made)
  }
  return made
}

export interface Attempt {
  /** Takes the count back: the password was right. */
  succeed(): Promise<void>
}

/**
 * Counts an attempt on an account before its password is looked at, so that guesses sent at once are counted too.
 * @throws RATE_LIMITED with the seconds to wait
 */
export async function countAttempt(ctx: Context, account: string): Promise<Attempt> {
  const { pair, address } = limits(ctx.platform)
  const from = networkOf(ctx.address)
  const both = sha256Hex(`${account}\n${from}`)
  await take(address, from)
  await take(pair, both)
  return {
    async succeed() {
      await pair.delete(both)
      await address.reward(from)
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    throw new AppError('RATE_LIMITED', 'Too many attempts; wait before the next', { retryAfter })
  }
}

/** One household has one IPv4 address but 2^64 IPv6 addresses: those count as their /64. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right]
  return (
    groups
      .slice(0, 4)
      .map((group) => parseInt(group, 16).toString(16))
      .join(':') + '::/64'
  )
}
