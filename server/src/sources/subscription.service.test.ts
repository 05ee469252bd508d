import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Role } from '../auth/role'
import type { Context, Platform, TenantRef } from '../platform/context'
import { actionsOf } from '../../test/people'
import { aMember, testPlatform } from '../../test/harness'
import type { KnownSource } from './source.directory'
import { createWebhookSource } from './source.service'
import { confirmSubscription, keepSubscription, pendingSubscription } from './subscription.service'

let platform: Platform
let close: () => Promise<void>
const closing: (() => void)[] = []

beforeAll(async () => ({ platform, close } = await testPlatform()))
afterEach(() => closing.splice(0).forEach((end) => end()))
afterAll(() => close())

const topicArn = 'arn:aws:sns:eu-west-1:123456789012:Alarms'
const path = `/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=abc`
const question = {
  Type: 'SubscriptionConfirmation',
  TopicArn: topicArn,
  SubscribeURL: `https://sns.eu-west-1.amazonaws.com${path}`,
}

/** A host that stands in for Amazon's, and what it was asked. */
async function anAmazon(answer: RequestListener): Promise<string[]> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const there = (url: string, init?: RequestInit) => {
    const { pathname, search } = new URL(url)
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, init)
  }
  Object.assign(platform, { fetch: there })
  return asked
}

async function anAskedSource(item: Record<string, unknown> = question) {
  const ctx: Context & { tenant: TenantRef } = await aMember(platform, { role: Role.ADMIN })
  const { source } = await createWebhookSource(ctx, { slug: 'aws', name: 'AWS' })
  const known = { tenantId: ctx.tenant.id, id: source.id, name: source.name } as KnownSource
  const ask = (changes: Record<string, unknown> = {}) => keepSubscription(platform, known, { ...item, ...changes })
  const ctxNow = { ...ctx, remembers: false }
  const seen = async () => (await pendingSubscription(ctxNow, source.id))?.questionId ?? ''
  return { ctx: ctxNow, id: source.id, ask, seen }
}

it('keeps the question until an administrator says yes, then asks Amazon once', async () => {
  const asked = await anAmazon((_request, response) => response.end('<ConfirmSubscriptionResponse/>'))
  const { ctx, id, ask, seen } = await anAskedSource()
  await ask()
  expect(await pendingSubscription(ctx, id)).toMatchObject({ topicArn, receivedAt: expect.any(Date) })
  expect(asked).toEqual([])
  const questionId = await seen()
  await confirmSubscription(ctx, { sourceId: id, topicArn, questionId })
  expect(asked).toEqual([`GET ${path}`])
  expect(await pendingSubscription(ctx, id)).toBeNull()
  expect((await actionsOf(platform, ctx.tenant)).slice(1)).toEqual([
    'source.askSubscription',
    'source.confirmSubscription',
  ])
  const attempt = confirmSubscription(ctx, { sourceId: id, topicArn, questionId })
  await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it.each<[string, RequestListener]>([
  ['a refusal', (_request, response) => response.writeHead(403).end('no')],
  ['a redirect', (_request, response) => response.writeHead(302, { Location: 'http://169.254.169.254/' }).end()],
  ['a broken connection', (request) => request.socket.destroy()],
])('leaves the question open after %s, and follows nothing', async (_what, answer) => {
  const asked = await anAmazon(answer)
  const { ctx, id, ask, seen } = await anAskedSource()
  await ask()
  const attempt = confirmSubscription(ctx, { sourceId: id, topicArn, questionId: await seen() })
  await expect(attempt).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  expect(asked).toHaveLength(1)
  expect(await pendingSubscription(ctx, id)).toMatchObject({ topicArn })
  expect(await actionsOf(platform, ctx.tenant)).not.toContain('source.confirmSubscription')
})

it('reads no more of an endless answer than it needs', async () => {
  await anAmazon((_request, response) => {
    const write = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    }
    response.on('drain', write)
    write()
  })
  const { ctx, id, ask, seen } = await anAskedSource()
  await ask()
  await confirmSubscription(ctx, { sourceId: id, topicArn, questionId: await seen() })
})

it('refuses a question of anybody but Amazon, and one for another topic', async () => {
  const { ask } = await anAskedSource({ ...question, SubscribeURL: 'https://evil.example/' })
  await expect(ask()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  const { ctx, id, ask: askAgain, seen } = await anAskedSource()
  await askAgain()
  const other = confirmSubscription(ctx, { sourceId: id, topicArn: `${topicArn}2`, questionId: await seen() })
  await expect(other).rejects.toMatchObject({ code: 'CONFLICT' })
})

it('asks no address that came after the one that was looked at, also for the same topic', async () => {
  const asked = await anAmazon((_request, response) => response.end('<ConfirmSubscriptionResponse/>'))
  const { ctx, id, ask, seen } = await anAskedSource()
  await ask()
  const questionId = await seen()
  await ask({ SubscribeURL: question.SubscribeURL.replace('abc', 'swapped') })
  const attempt = confirmSubscription(ctx, { sourceId: id, topicArn, questionId })
  await expect(attempt).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(asked).toEqual([])
  await ask() // as Amazon does that had no answer: it is the same question
  await confirmSubscription(ctx, { sourceId: id, topicArn, questionId })
  expect(asked).toEqual([`GET ${path}`])
})

it('forgets a question that was not answered in time', async () => {
  const { ctx, id, ask, seen } = await anAskedSource()
  await ask()
  const questionId = await seen()
  await platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.query("UPDATE source_subscription SET expires_at = now() - interval '1 s'"),
  )
  expect(await pendingSubscription(ctx, id)).toBeNull()
  const attempt = confirmSubscription(ctx, { sourceId: id, topicArn, questionId })
  await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it("cannot see or confirm another tenant's, and stores the address in no readable form", async () => {
  const { ctx, id, ask, seen } = await anAskedSource()
  await ask()
  const stranger = await aMember(platform, { role: Role.ADMIN })
  expect(await pendingSubscription(stranger, id)).toBeNull()
  const attempt = confirmSubscription(stranger, { sourceId: id, topicArn, questionId: await seen() })
  await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const rows = await platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.query("SELECT encode(subscribe_url, 'escape') AS text FROM source_subscription"),
  )
  expect(JSON.stringify(rows)).not.toContain('Token')
})
