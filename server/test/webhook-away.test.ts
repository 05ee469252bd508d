import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { openDatabase } from '../src/platform/database-start'
import { startServer } from '../src/server'
import { CutProxy } from './cut-proxy'
import { ownDatabase, testConfig, testPlatform } from './harness'
import { aSender, sign, storedTexts } from './sender'
import { startTestNode } from './test-node'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A server whose line to the database can be cut. */
async function aCuttableNode() {
  const { url, socketFolder } = ownDatabase()
  const proxy = await new CutProxy(url ? new URL(url) : `${socketFolder}/.s.PGSQL.5432`).start()
  const mayBeSuperuser = url ? 'false' : 'true' // the embedded database has one user, a superuser
  const config = testConfig({ DATABASE_URL: proxy.url, TOCSIN_ALLOW_SUPERUSER: mayBeSuperuser })
  const server = await startServer(config, openDatabase)
  await server.ready
  return { proxy, server }
}

it('answers 503 with Retry-After while the database is away, burns no key, and recovers by itself', async () => {
  const { platform, close } = await testPlatform()
  const { proxy, server } = await aCuttableNode()
  const sender = await aSender({ url: server.url, platform })
  const other = await aSender({ url: server.url, platform })
  expect(await sender.send({ n: 1 })).toMatchObject({ status: 202 }) // from now on this source is remembered, the other is not

  await proxy.cut()
  for (const one of [sender, other]) {
    const refused = await one.send({ n: 2 }, { 'idempotency-key': 'k' })
    expect(refused).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  }

  await proxy.start()
  const sendUntilTaken = async () => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await sender.send({ n: 2 }, { 'idempotency-key': 'k' })
      if (answer.status !== 503) return answer
      await pause(100)
    }
    throw new Error('The server did not recover')
  }
  expect(await sendUntilTaken()).toMatchObject({ status: 202, body: { accepted: 1, duplicates: 0 } })
  expect(await storedTexts(platform, sender.tenant.id)).toEqual(['{"n":1}', '{"n":2}'])
  await server.stop()
  await proxy.cut()
  await close()
})

it('tells a connection that broke between two statements from a fault of ours', async () => {
  const { proxy, server } = await aCuttableNode()
  const broken = server.platform.database.transaction({}, async (db) => {
    await db.query('SELECT 1')
    await proxy.cut()
    await pause(100)
    await db.query('SELECT 1')
  })
  await expect(broken).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  await server.stop()
})

it('says within seconds that it is not ready while the database hangs, and is ready again after it', async () => {
  const { proxy, server } = await aCuttableNode()
  const readiness = async () => {
    const response = await fetch(`${server.url}/readyz`)
    return { status: response.status, body: (await response.json()) as { parts: { database: { state: string } } } }
  }
  expect(await readiness()).toMatchObject({ status: 200 })
  proxy.freeze()
  await pause(1_100) // an answer is good for a second
  expect(await readiness()).toMatchObject({ status: 503, body: { parts: { database: { state: 'down' } } } })
  await proxy.cut()
  await proxy.start()
  const isReady = async () => (await readiness()).status === 200
  for (let attempt = 0; attempt < 100 && !(await isReady()); attempt++) await pause(100)
  expect(await readiness()).toMatchObject({ status: 200 })
  await server.stop()
  await proxy.cut()
})

it('stores a delivery whose body was still arriving when the stop began', async () => {
  const { platform, close } = await testPlatform()
  const node = await startTestNode()
  const sender = await aSender(node)
  const bytes = '{"title":"half of it is on its way"}'
  const headers = { 'x-tenant': sender.tenant.slug, 'x-signature': sign(sender.secret, bytes) }
  const slow = request(`${node.url}/api/v1/webhook/${sender.slug}`, { method: 'POST', headers })
  const answered = once(slow, 'response') as Promise<[IncomingMessage]>
  slow.write(bytes.slice(0, 10))
  await pause(100)
  const stopped = node.stop()
  await pause(200)
  slow.end(bytes.slice(10))
  const [response] = await answered
  response.resume()
  expect(response).toMatchObject({ statusCode: 202, headers: { connection: 'close' } })
  await stopped
  expect(await storedTexts(platform, sender.tenant.id)).toEqual([bytes])
  await close()
})

it('has every delivery that got a 202 when it is stopped in the middle of many', async () => {
  const { platform, close } = await testPlatform()
  const node = await startTestNode()
  const sender = await aSender(node)
  const sent = Array.from({ length: 200 }, (_, n) => sender.send({ n }).catch(() => null)) // a closed door is no answer
  await Promise.any(sent)
  await node.stop()
  const answers = (await Promise.all(sent)).filter((answer) => answer !== null)
  expect(new Set(answers.map(({ status }) => status))).toEqual(
    new Set([202, ...(answers.some((one) => one.status === 503) ? [503] : [])]),
  )
  const acknowledged = answers.filter(({ status }) => status === 202).length
  expect(acknowledged).toBeGreaterThan(0)
  expect((await storedTexts(platform, sender.tenant.id)).length).toBeGreaterThanOrEqual(acknowledged)
  await close()
})
