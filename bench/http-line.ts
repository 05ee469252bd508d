import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Reply {
  status: number
  body: string
}

/**
 * One keep-alive connection that has one request under way at a time. Reads no more of HTTP than the answers of this bench need: the
 * generator shares the machine with what it measures, and Node's own client costs several times as much.
 */
export class HttpLine {
  private received = ''
  private waiting: { resolve(reply: Reply): void; reject(error: Error): void } | null = null

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.setEncoding('latin1') // one character per byte, so that lengths count bytes
    socket.on('data', (chunk: string) => this.take(chunk))
    socket.on('close', () => this.waiting?.reject(new Error('The server closed the connection')))
    socket.on('error', (error) => this.waiting?.reject(error))
  }

  static async open(url: string): Promise<HttpLine> {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    return new HttpLine(socket)
  }

  /** Sends head and body as they are. @throws when the connection is closed, or closes before the answer */
  send(request: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(new Error('The server closed the connection before'))
      this.waiting = { resolve, reject }
      this.socket.write(request)
    })
  }

  close(): void {
    this.socket.destroy()
  }

  private take(chunk: string): void {
    this.received = this.received ? this.received + chunk : chunk
    const headEnd = this.received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.received.slice(0, headEnd))?.[1]
    const body = length === undefined ? chunkedBody(this.received, headEnd + 4) : this.received.slice(headEnd + 4)
    if (body === null || (length !== undefined && body.length < Number(length))) return
    const status = Number(this.received.slice(9, 12))
    this.received = ''
    const { waiting } = this
    this.waiting = null
    waiting?.resolve({ status, body })
  }
}

/** Null until the last chunk is there. */
function chunkedBody(text: string, from: number): string | null {
  let body = ''
  for (let at = from; ;) {
    const lineEnd = text.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const size = parseInt(text.slice(at, lineEnd), 16)
    const end = lineEnd + 2 + size
    if (text.length < end + 2) return null
    if (size === 0) return body
    body += text.slice(lineEnd + 2, end)
    at = end + 2
  }
}
