import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Node's name for the answer that is under way on a connection; its own handler looks at it too. */
type Connection = Duplex & { _httpMessage?: ServerResponse | null }

const statuses: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * For a server's `clientError`: what Node's parser refuses reaches no route, and is answered as a problem like everything else instead of with
 * no word at all. Ends the connection, as nobody knows where its next request would begin.
 */
export function answerMalformed({ code = '' }: NodeJS.ErrnoException, socket: Connection): void {
  if (!socket.writable || code === 'ECONNRESET' || socket._httpMessage?.headersSent) return void socket.destroy()
  const status = statuses[code] ?? 400
  const title = STATUS_CODES[status]
  const detail = 'The request is no HTTP that can be read, or did not arrive in time'
  const problem = { type: 'about:blank', title, status, code: 'BAD_USER_INPUT', detail, requestId: null }
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
