import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { AppError, httpStatusOf } from '../platform/errors'
import { BodyReader, endUnreadBody, SenderGone, type BodyLimits } from './body'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** A server that answers each body's size, or the status of the refusal. */
async function aReader(limits: Partial<BodyLimits> = {}) {
  const reader = new BodyReader({ bytes: 1_000, milliseconds: 5_000, heldBytes: 10_000, ...limits })
  const outcomes: string[] = []
  const server: Server = createServer((request, response) => {
    reader.read(request).then(
      (body) => {
        outcomes.push(`${body.length}`)
        response.end(`read ${body.length}`)
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
  const { port } = await aReader({ heldBytes: 1_500 })
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
