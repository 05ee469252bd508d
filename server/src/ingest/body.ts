import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../platform/errors'
import { Gathered, joined } from './gathered'
import type { Hold } from './held-bytes'

const mebibyte = 1_048_576

export interface BodyLimits {
  /** Largest JSON body, and largest part of an NDJSON body, in bytes, decompressed or not. */
  bytes: number
  /** Largest NDJSON body that is taken as it arrives, in bytes, decompressed or not. */
  streamedBytes: number
  /** Largest NDJSON body, as sent, whose signature covers it: it is held until it is proven. */
  signedBytes: number
  /** Longest that a sender may keep us waiting for the first mebibyte of a body, all waits together. */
  milliseconds: number
  /** Slowest that a sender may be beyond it. Only its own time counts, not ours. */
  bytesPerSecond: number
  /** Bytes of all bodies that are held at once. */
  heldBytes: number
}

export const bodyLimits: BodyLimits = {
  bytes: mebibyte,
  streamedBytes: 64 * mebibyte,
  signedBytes: 8 * mebibyte,
  milliseconds: 10_000,
  bytesPerSecond: 65_536,
  heldBytes: 64 * mebibyte,
}

/** Longest that a sender of so many bytes may keep us waiting, all waits together, in milliseconds. */
export const longestWait = ({ milliseconds, bytesPerSecond }: BodyLimits, size: number): number =>
  milliseconds + (Math.max(0, size - mebibyte) / bytesPerSecond) * 1_000

export interface Reading {
  largest?: number
  /** Ends the reading at once, also while it waits for the sender: what comes is of no use any more. */
  until?: AbortSignal
}

/** The sender went away: nobody is left to answer. */
export class SenderGone extends Error {}

/**
 * A request's body, piece by piece, within bounds, whatever Content-Length says. The sender is held back while the caller is busy with a
 * piece, and only the time in which we wait for it counts against it.
 *
 * @throws PAYLOAD_TOO_LARGE; BAD_USER_INPUT when it comes too slowly; SenderGone; the reason of `reading.until`.
 */
export async function* piecesOf(
  request: IncomingMessage,
  limits: BodyLimits,
  reading: Reading = {},
): AsyncGenerator<Buffer> {
  const { largest = limits.bytes, until } = reading
  if (Number(request.headers['content-length'] ?? 0) > largest) throw tooLarge(largest)
  const arrivals = new Arrivals(request, until)
  let [size, waited] = [0, 0]
  try {
    for (;;) {
      const allowed = longestWait(limits, size)
      const asked = performance.now()
      const piece = await arrivals.next(allowed - waited)
      waited += performance.now() - asked
      if (piece === null) return
      size += piece.length
      if (size > largest) throw tooLarge(largest)
      yield piece
    }
  } finally {
    arrivals.stop()
  }
}

/** Whether a body is worth holding: nobody reads what an unknown source sends. */
export interface Keeping {
  largest?: number
  isKept?: boolean
  hold: Hold
}

const zeros = Buffer.alloc(65_536)

/**
 * Reads a whole body, in few pieces. Of one that is not kept nothing is held: zeros of the same length stand in, so that refusing it takes
 * the same work.
 *
 * @throws as {@link piecesOf}, and RATE_LIMITED when too much is held.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits, keeping: Keeping): Promise<Buffer[]> {
  const { largest, isKept = true, hold } = keeping
  const gathered = new Gathered()
  let size = 0
  for await (const piece of piecesOf(request, limits, { largest })) {
    size += piece.length
    if (!isKept) continue
    hold.add(piece.length)
    gathered.add(piece)
  }
  return isKept ? gathered.take() : zerosOf(size)
}

function zerosOf(size: number): Buffer[] {
  const whole = Array<Buffer>(Math.floor(size / zeros.length)).fill(zeros)
  return [...whole, zeros.subarray(0, size % zeros.length)]
}

/** What has arrived of a request and was not yet asked for: what one read of the socket gave, then it is paused. */
class Arrivals {
  private readonly pieces: Buffer[] = []
  private end: 'open' | 'ended' | 'gone' = 'open'
  private wake: () => void = () => undefined

  constructor(
    private readonly request: IncomingMessage,
    private readonly until?: AbortSignal,
  ) {
    request.on('data', this.onData).on('end', this.onEnd).on('error', this.onGone).on('close', this.onGone)
    request.pause()
    until?.addEventListener('abort', this.onAbort)
  }

  /** All that has arrived as one piece, however many chunks a sender cuts it into; null at the end. */
  async next(milliseconds: number): Promise<Buffer | null> {
    if (this.pieces.length === 0 && this.end === 'open') await this.wait(milliseconds)
    this.until?.throwIfAborted()
    if (this.pieces.length > 0) return joined(this.pieces.splice(0))
    if (this.end === 'ended') return null
    if (this.end === 'gone') throw new SenderGone('The sender went away')
    throw new AppError('BAD_USER_INPUT', 'The body did not arrive in time')
  }

  stop(): void {
    const { request } = this
    request.off('data', this.onData).off('end', this.onEnd).off('close', this.onGone)
    this.until?.removeEventListener('abort', this.onAbort)
    request.pause() // the listener of errors stays: nobody else has one
  }

  private async wait(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.wake = resolve
      timer = setTimeout(resolve, Math.max(0, milliseconds))
      this.request.resume()
    })
    clearTimeout(timer)
    this.request.pause()
  }

  private readonly onData = (piece: Buffer): void => {
    this.pieces.push(piece)
    this.wake()
  }

  private readonly onEnd = (): void => {
    this.end = 'ended'
    this.wake()
  }

  private readonly onAbort = (): void => this.wake()

  private readonly onGone = (): void => {
    if (this.end === 'open' && !this.request.complete) this.end = 'gone'
    this.wake()
  }
}

export const tooLarge = (bytes: number) =>
  new AppError('PAYLOAD_TOO_LARGE', `The body is larger than ${bytes / mebibyte} MiB`)

/**
 * After an answer that came before the body's end: what still comes is thrown away for two seconds, so that the sender can read the answer
 * (closing at once would reset the connection under it), then the connection ends.
 */
export function endUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return
  request.on('error', () => undefined)
  request.resume()
  response.once('finish', () => {
    const timer = setTimeout(() => request.complete || request.socket.destroy(), 2_000)
    request.once('close', () => clearTimeout(timer))
  })
}
