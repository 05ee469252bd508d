import { createHmac } from 'node:crypto'
import type { HostileBody } from './hostile-bodies'
import type { RawPost } from './raw-post'

/** A way in, and what makes a body there that of a known source. */
export interface Door {
  path: string
  proof: (bytes: Buffer) => Record<string, string>
}

export const signedDoor = (tenant: string, slug: string, secret: string): Door => ({
  path: `/api/v1/webhook/${tenant}/${slug}`,
  proof: (bytes) => ({ 'x-signature': createHmac('sha256', secret).update(bytes).digest('hex') }),
})

export const keyDoor = (slug: string, key: string): Door => ({
  path: `/api/v1/ingest?source=${slug}`,
  proof: () => ({ 'x-api-key': key }),
})

export const secretDoor = (token: string): Door => ({ path: `/api/v1/hook/${token}`, proof: () => ({}) })

/** The bytes of such a request, lies about its length included. */
export function requestTo({ path, proof }: Door, { headers, bytes, framing }: HostileBody): RawPost {
  const lines = Object.entries({ host: 'x', ...headers, ...proof(bytes) }).map(([name, value]) => `${name}: ${value}`)
  const { lengths, piece = bytes } = framed(bytes, framing)
  return {
    head: [`POST ${path} HTTP/1.1`, ...lines, ...lengths, '', ''].join('\r\n'),
    pieces: [piece],
    isCutOff: framing === 'LENGTH_TOO_LONG',
  }
}

interface Framed {
  lengths: string[]
  /** When it is not the body itself. */
  piece?: Buffer
}

function framed(bytes: Buffer, framing: HostileBody['framing']): Framed {
  const chunked = 'transfer-encoding: chunked'
  const length = (value: string | number) => `content-length: ${value}`
  switch (framing) {
    case 'LENGTH':
      return { lengths: [length(bytes.length)] }
    case 'CHUNKED':
      return { lengths: [chunked], piece: inChunks(bytes) }
    case 'ONE_CHUNK':
      return { lengths: [chunked], piece: inChunks(bytes, bytes.length) }
    case 'NO_LENGTH':
      return { lengths: [] }
    case 'LENGTH_TOO_SHORT':
      return { lengths: [length(Math.max(1, bytes.length - 5))] }
    case 'LENGTH_TOO_LONG':
      return { lengths: [length(bytes.length + 5)] }
    case 'LENGTH_NO_NUMBER':
      return { lengths: [length('0x10')] }
    case 'LENGTH_NEGATIVE':
      return { lengths: [length(-1)] }
    case 'TWO_LENGTHS':
      return { lengths: [length(bytes.length), length(1)] }
    case 'LENGTH_AND_CHUNKED':
      return { lengths: [length(bytes.length), chunked], piece: inChunks(bytes) }
    case 'BAD_CHUNK':
      return { lengths: [chunked], piece: Buffer.concat([Buffer.from('zz\r\n'), bytes]) }
  }
}

/** Many small ones, unless said, as a sender makes them that wants to be a nuisance. */
function inChunks(bytes: Buffer, size = 7): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size)
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'))
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')])
}
