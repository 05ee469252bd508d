import { connect } from 'node:net'

/** A request as bytes: what HTTP clients refuse to send, too. */
export interface RawPost {
  /** Request line and headers, with the empty line that ends them. */
  head: string
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>
  /** Half-closes the connection behind the last byte, as a sender does that was cut off. */
  isCutOff?: boolean
}

export interface RawAnswer {
  /** Null when the connection ended, or three minutes passed, without a whole answer. */
  status: number | null
  type: string
  body: string
}

const longestMs = 180_000

/** Sends on a connection of its own, and reads the first answer, which may come before all is sent. */
export function rawPost(url: string, { head, pieces, isCutOff = false }: RawPost): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let received = ''
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answerIn(received) ?? { status: null, type: '', body: '' })
    }
    const timer = setTimeout(end, longestMs)
    socket.setEncoding('latin1') // one character per byte, so that lengths count bytes
    socket.on('data', (chunk: string) => {
      received += chunk
      if (answerIn(received)) end()
    })
    socket.on('error', () => undefined).on('close', end) // what came before a reset still counts
    socket.write(head, 'latin1')
    void (async () => {
      for await (const piece of pieces) {
        if (socket.destroyed) return
        if (!socket.write(piece)) await new Promise<void>((go) => socket.once('drain', go).once('close', go))
      }
      if (isCutOff) socket.end()
    })()
  })
}

/** Null until the whole of it is there: an answer of this server always says its length. */
function answerIn(received: string): RawAnswer | null {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const head = received.slice(0, headEnd)
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  const body = Buffer.from(received.slice(headEnd + 4), 'latin1')
  if (body.length < length) return null
  const type = /\r\ncontent-type: *([^\r]*)/i.exec(head)?.[1] ?? ''
  return { status: Number(head.slice(9, 12)), type, body: body.subarray(0, length).toString() }
}
