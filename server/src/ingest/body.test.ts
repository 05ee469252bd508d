import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { AppError, httpStatusOf } from '../platform/errors'
import { bodyLimits, endUnreadBody, piecesOf, readBody, SenderGone, type BodyLimits } from './body'
import { HeldBytes } from './held-bytes'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** A server that answers each body's size, or the status of the refusal. */
async function aReader(changes: Partial<BodyLimits> = {}, isKept = true) {
  const limits = { ...bodyLimits, bytes: 1_000, milliseconds: 5_000, heldBytes: 10_000, ...changes }
  const held = new HeldBytes(limits.heldBytes)
  const outcomes: string[] = []
  const server: Server = createServer((request, response) => {
    const hold = held.open(request.headers.host ?? '')
    const read = readBody(request, limits, { hold, isKept }).finally(() => hold.close())
    read.then(
      (pieces) => {
        const { length } = Buffer.concat(pieces)
        outcomes.push(`${length} in ${pieces.length}`)
        response.end(`read ${length}`)
      },
      (error: unknown) => {
        outcomes.push(error instanceof SenderGone ? 'gone' : (error as AppError).code)
        if (!(error instanceof AppError)) return
        endUnreadBody(request, response)
        response.writeHead(httpStatusOf[error.code]).end(error.message)
      },
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, outcomes }
}

/** Sends raw bytes and gathers what comes back until the server closes, or `until` has been seen. */
function speak(port: number, parts: string[], until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      if (until && heard.includes(until)) socket.destroy()
    })
    socket.on('close', () => resolve(heard))
    socket.on('error', (error) => (heard ? undefined : reject(error)))
    for (const part of parts) socket.write(part)
  })
}

const head = (...headers: string[]) => `POST / HTTP/1.1\r\nHost: x\r\n${headers.join('\r\n')}\r\n\r\n`

it('reads a body, with a length and in chunks', async () => {
  const { port } = await aReader()
  expect(await speak(port, [head('Content-Length: 3'), 'abc'], 'read 3')).toContain('200 OK')
  expect(
    await speak(port, [head('Transfer-Encoding: chunked'), '3\r\nabc\r\n', '2\r\nde\r\n0\r\n\r\n'], 'read 5'),
  ).toContain('200 OK')
})

it('refuses a body that is announced too large without reading it, and ends the connection', async () => {
  const { port } = await aReader()
  expect(await speak(port, [head('Content-Length: 1001'), 'x'])).toContain('413')
})

it('refuses a body that grows too large in chunks, and ends the connection', async () => {
  const { port } = await aReader()
  const chunk = `1f4\r\n${'x'.repeat(500)}\r\n`
  expect(await speak(port, [head('Transfer-Encoding: chunked'), chunk, chunk, chunk])).toContain('413')
})

it('keeps the connection when the rest of a refused body arrives', async () => {
  const { port } = await aReader()
  const next = head('Content-Length: 2') + 'ok'
  expect(await speak(port, [head('Content-Length: 2000'), 'x'.repeat(2_000), next], 'read 2')).toMatch(/413[^]*200 OK/)
})

it('refuses a body that comes too slowly, and ends the connection', async () => {
  const { port } = await aReader({ milliseconds: 50 })
  expect(await speak(port, [head('Content-Length: 10'), 'x'])).toContain('400')
})

it('refuses bodies beyond what all may hold together, and forgets those that are done', async () => {
  const { port } = await aReader({ heldBytes: 3_000 })
  const half = speak(port, [head('Content-Length: 1000'), 'x'.repeat(999)])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await speak(port, [head('Content-Length: 800'), 'x'.repeat(800)], 'Too many')).toContain('429')
  closing.splice(0).forEach((close) => close())
  await half
})

it('notices a sender that goes away', async () => {
  const { port, outcomes } = await aReader()
  const socket = connect(port, '127.0.0.1')
  socket.write(head('Content-Length: 10') + 'abc')
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(outcomes).toEqual(['gone'])
})

it('holds nothing of a body that is not kept, however much of it comes at once', async () => {
  const { port } = await aReader({ heldBytes: 100 }, false)
  expect(await speak(port, [head('Content-Length: 1000'), 'x'.repeat(1_000)], 'read 1000')).toContain('200 OK')
})

it('leaves room for other senders when one holds all that it may', async () => {
  const { port } = await aReader({ heldBytes: 2_000 })
  const full = speak(port, [head('Content-Length: 1000'), 'x'.repeat(999)])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await speak(port, [head('Content-Length: 100'), 'x'.repeat(100)], 'Too many')).toContain('429')
  const other = head('Content-Length: 100').replace('Host: x', 'Host: y')
  expect(await speak(port, [other, 'x'.repeat(100)], 'read 100')).toContain('200 OK')
  closing.splice(0).forEach((close) => close())
  await full
})

it('puts a body of single bytes together', async () => {
  const { port, outcomes } = await aReader()
  await speak(port, [head('Transfer-Encoding: chunked'), '1\r\nx\r\n'.repeat(500), '0\r\n\r\n'], 'read 500')
  expect(outcomes).toEqual(['500 in 1'])
})

it('counts only the time in which it waits for the sender', async () => {
  const server = createServer((request, response) => {
    void (async () => {
      let size = 0
      for await (const piece of piecesOf(request, { ...bodyLimits, milliseconds: 100 })) {
        size += piece.length
        await new Promise((resolve) => setTimeout(resolve, 200)) // busy with it
      }
      response.end(`read ${size}`)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  expect(await speak(port, [head('Content-Length: 6'), 'abc', 'def'], 'read 6')).toContain('200 OK')
})
