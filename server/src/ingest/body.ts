import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../platform/errors'

export interface BodyLimits {
  /** Largest body, in bytes. */
  bytes: number
  /** Longest time from the headers to the body's last byte. */
  milliseconds: number
  /** Bytes of all bodies that are being read at once: anybody may open connections. */
  heldBytes: number
}

export const bodyLimits: BodyLimits = { bytes: 1_048_576, milliseconds: 10_000, heldBytes: 64 * 1_048_576 }

/** The sender went away: nobody is left to answer. */
export class SenderGone extends Error {}

/** Reads raw bodies within bounds, whatever Content-Length says. */
export class BodyReader {
  private held = 0

  constructor(private readonly limits: BodyLimits) {}

  /** @throws PAYLOAD_TOO_LARGE; BAD_USER_INPUT when it comes too slowly; RATE_LIMITED when too many are being read; SenderGone. */
  async read(request: IncomingMessage): Promise<Buffer> {
    if (Number(request.headers['content-length'] ?? 0) > this.limits.bytes) throw tooLarge(this.limits.bytes)
    const chunks: Buffer[] = []
    let size = 0
    let timer: NodeJS.Timeout | undefined
    try {
      await new Promise<void>((resolve, reject) => {
        const slow = () => reject(new AppError('BAD_USER_INPUT', 'The body did not arrive in time'))
        timer = setTimeout(slow, this.limits.milliseconds)
        request.once('end', resolve)
        const gone = () => request.complete || reject(new SenderGone('The sender went away'))
        request.once('error', gone)
        request.once('close', gone)
        request.on('data', (chunk: Buffer) => {
          size += chunk.length
          this.held += chunk.length
          if (size > this.limits.bytes) return reject(tooLarge(this.limits.bytes))
          if (this.held > this.limits.heldBytes)
            return reject(new AppError('RATE_LIMITED', 'Too many bodies at once', { retryAfter: 1 }))
          chunks.push(chunk)
        })
      })
      return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)
    } finally {
      clearTimeout(timer)
      request.removeAllListeners('data')
      this.held -= size
    }
  }
}

const tooLarge = (bytes: number) => new AppError('PAYLOAD_TOO_LARGE', `The body is larger than ${bytes} bytes`)

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
