import { analystOf, testPlatform } from '../../test/harness'
import { someAlerts } from '../../test/alerts'
import type { Context, Platform } from '../platform/context'
import { rawTextOf } from './alert.loader'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const tooMuch = { code: 'PAYLOAD_TOO_LARGE' }
const again = (ctx: Context): Context => ({ ...ctx })

async function payloads(count: number, bytes: number) {
  const ctx = await analystOf(platform)
  const given = Array.from({ length: count }, () => ({ raw: 'x'.repeat(bytes) }))
  const alerts = await someAlerts(platform, ctx.tenant.id, given)
  return { ctx, ids: alerts.map((alert) => alert.id) }
}

it('carries sixteen megabytes of payload in one answer, and no more', async () => {
  const { ctx, ids } = await payloads(17, 1_000_000)
  const all = (one: Context, of: string[]) => Promise.all(of.map((id) => rawTextOf(one, id)))
  expect(await all(again(ctx), ids.slice(0, 16))).toHaveLength(16)
  await expect(all(again(ctx), ids)).rejects.toMatchObject(tooMuch)
})

it('counts a payload each time that it goes into the answer: under another alias too', async () => {
  const { ctx, ids } = await payloads(1, 6_000_000)
  const [id = ''] = ids
  await rawTextOf(ctx, id)
  await rawTextOf(ctx, id)
  await expect(rawTextOf(ctx, id)).rejects.toMatchObject(tooMuch)
  expect(await rawTextOf(again(ctx), id)).toHaveLength(6_000_000)
})
