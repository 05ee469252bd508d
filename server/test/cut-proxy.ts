import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

/** Stands between a server and a service such as Redis, so that a test can cut the line and mend it without stopping the service. */
export class CutProxy {
  private server: Server | null = null
  private readonly sockets = new Set<Socket>()
  private port = 0

  constructor(private readonly target: URL) {}

  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String(this.port)
    return url.href
  }

  async start(): Promise<this> {
    this.server = createServer((near) => {
      const far = connect(Number(this.target.port || 6379), this.target.hostname)
      for (const [from, to] of [[near, far], [far, near]] as const) {
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

  /** Drops every connection and refuses new ones. */
  async cut(): Promise<void> {
    const closed = this.server && once(this.server, 'close')
    this.server?.close()
    for (const socket of this.sockets) socket.destroy()
    this.sockets.clear()
    await closed
  }
}
