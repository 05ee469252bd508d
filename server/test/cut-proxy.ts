import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

const defaultPorts: Record<string, number> = { 'redis:': 6379, 'postgres:': 5432, 'postgresql:': 5432 }

/** Stands between a server and a service such as Redis, so that a test can cut the line and mend it without stopping the service. */
export class CutProxy {
  private server: Server | null = null
  private readonly sockets = new Set<Socket>()
  private port = 0

  /** @param target a service's URL, or the path of its Unix socket. */
  constructor(private readonly target: URL | string) {}

  /** The target's URL, with the proxy in its place. */
  get url(): string {
    const url = new URL(this.target instanceof URL ? this.target : 'postgres://postgres:postgres@127.0.0.1/postgres')
    url.hostname = '127.0.0.1'
    url.port = String(this.port)
    return url.href
  }

  private reach(): Socket {
    if (typeof this.target === 'string') return connect(this.target)
    return connect(Number(this.target.port || defaultPorts[this.target.protocol]), this.target.hostname)
  }

  async start(): Promise<this> {
    this.server = createServer((near) => {
      const far = this.reach()
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from)
        from.on('close', () => to.destroy())
        from.on('error', () => to.destroy())
        from.pipe(to)
      }
    })
    this.server.listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
    this.port = (this.server.address() as AddressInfo).port
    return this
  }

  /** Keeps every connection, and lets nothing more through: a service that hangs. Ends with {@link cut}. */
  freeze(): void {
    for (const socket of this.sockets) socket.unpipe().pause()
    this.server?.removeAllListeners('connection').on('connection', (near: Socket) => this.sockets.add(near.pause()))
  }

  /** Drops every connection and refuses new ones. */
  async cut(): Promise<void> {
    const closed = this.server && once(this.server, 'close')
    this.server?.close()
    for (const socket of this.sockets) socket.destroy()
    this.sockets.clear()
    await closed
  }
}
