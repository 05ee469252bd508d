import type { Role } from '../auth/role'
import { SourceAuthentication } from '../sources/source.authentication'
import { createWebhookSource, updateSource } from '../sources/source.service'
import { aMember } from '../../test/harness'
import { aSender, storedTexts } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { sendTestDelivery } from './test-delivery.service'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const anAdmin = () => aMember(node.platform, { role: 'ADMIN' as Role, name: 'Ada' })

it.each(Object.values(SourceAuthentication))(
  'goes the whole way of a delivery that proves itself by %s',
  async (way) => {
    const ctx = await anAdmin()
    const { source } = await createWebhookSource(ctx, { slug: 'edr', name: 'Our EDR', authentication: way })
    const { delivery, alert } = await sendTestDelivery(ctx, { sourceId: source.id })
    expect(delivery).toMatchObject({ sourceId: source.id, outcome: 'ACCEPTED', status: 202 })
    expect(alert).toMatchObject({ title: 'Test delivery from Our EDR', severity: 'INFORMATIONAL', sourceId: source.id })
    expect(alert?.description).toMatch('Ada asked for this')
    const [text] = await storedTexts(node.platform, ctx.tenant.id)
    expect(JSON.parse(text ?? '')).toMatchObject({ type: 'test', tags: ['test'] })
    const again = await sendTestDelivery(ctx, { sourceId: source.id })
    expect(again.alert?.id).not.toBe(alert?.id)
  },
)

it('tells the administrator that the source is disabled', async () => {
  const ctx = await anAdmin()
  const { source } = await createWebhookSource(ctx, { slug: 'edr', name: 'EDR' })
  await updateSource(ctx, { id: source.id, enabled: false })
  const attempt = sendTestDelivery(ctx, { sourceId: source.id })
  await expect(attempt).rejects.toMatchObject({ code: 'CONFLICT', message: /disabled/ })
  expect(await storedTexts(node.platform, ctx.tenant.id)).toEqual([])
})

it('is for trying out: after five at once it asks for patience', async () => {
  const ctx = await anAdmin()
  const { source } = await createWebhookSource(ctx, { slug: 'edr', name: 'EDR' })
  for (let count = 0; count < 5; count++) await sendTestDelivery(ctx, { sourceId: source.id })
  const sixth = sendTestDelivery(ctx, { sourceId: source.id })
  await expect(sixth).rejects.toMatchObject({ code: 'RATE_LIMITED', extensions: { retryAfter: expect.any(Number) } })
})

it('shows no alert to who may not read alerts', async () => {
  const ctx = await aMember(node.platform, { permissions: ['source:manage'] })
  const { source } = await createWebhookSource(ctx, { slug: 'edr', name: 'EDR' })
  expect(await sendTestDelivery(ctx, { sourceId: source.id })).toMatchObject({ alert: null })
})

it("does not reach another tenant's source", async () => {
  const { id } = await aSender(node)
  const attempt = sendTestDelivery(await anAdmin(), { sourceId: id })
  await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
