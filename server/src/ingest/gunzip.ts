import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError } from '../platform/errors'
import { tooLarge } from './body'

/**
 * Decompresses gzip (RFC 1952, several members too) piece by piece. However much the bytes would unfold to, no more than a few pieces are in
 * memory at once, and what goes beyond the limit is never unfolded.
 *
 * @throws PAYLOAD_TOO_LARGE beyond `largest`; BAD_USER_INPUT for bytes that are no gzip, or end too early; what `compressed` throws.
 */
export async function* gunzip(
  compressed: AsyncIterable<Buffer> | Iterable<Buffer>,
  largest: number,
): AsyncGenerator<Buffer> {
  const unfolded = createGunzip({ chunkSize: 65_536 }) // each piece is a turn of the event loop, behind everybody else's
  pipeline(Readable.from(compressed, { objectMode: false, highWaterMark: 16_384 }), unfolded, () => undefined)
  let size = 0
  try {
    for await (const piece of unfolded as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > largest) throw tooLarge(largest)
      yield piece
    }
  } catch (error) {
    throw isZlibs(error) ? new AppError('BAD_USER_INPUT', 'The body is not gzip, or is cut short') : error
  }
}

const isZlibs = (error: unknown): boolean => /^Z_/.test((error as { code?: string }).code ?? '')
