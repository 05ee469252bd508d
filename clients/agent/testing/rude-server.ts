import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  text: string
}

/** How a request is met; by default with 200. */
export type Manners = (received: Received, response: ServerResponse, number: number) => void

export const says =
  (status: number, headers: Record<string, string> = {}): Manners =>
  (_received, response) =>
    response.writeHead(status, headers).end('{}')

/** Cuts the connection without an answer. */
export const resets: Manners = (_received, response) => void response.socket?.destroy()

/** Never answers. */
export const hangs: Manners = () => undefined

/** A server on this machine that behaves as it is told. */
export class RudeServer {
  readonly received: Received[] = []
  manners: Manners = says(200)
  private server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => undefined)
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const received = { path: request.url ?? '', headers: request.headers, text }
      this.received.push(received)
      this.manners(received, response, this.received.length)
    })
  })

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** The signal ids that came, in their order. */
  get ids(): string[] {
    return this.received.map(({ text }) => (JSON.parse(text) as { signal_id: string }).signal_id)
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

/** What takes longer will never come. */
const patienceMs = 30_000

/** Waits for what the network, the disk or another process brings. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${isSo.toString()}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
