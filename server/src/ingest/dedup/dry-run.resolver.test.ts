import { aMember, testPlatform, unique } from '../../../test/harness'
import { jobRow } from '../../../test/jobs'
import { Role } from '../../auth/role'
import type { Platform } from '../../platform/context'
import { createWebhookSource } from '../../sources/source.service'
import { startDedupDryRun } from './dry-run.resolver'

/** Nobody does its jobs: they wait. */
let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

it('keeps one dry run waiting per source, with the newest rule', async () => {
  const admin = await aMember(platform, { role: Role.ADMIN })
  const aSource = async () => (await createWebhookSource(admin, { slug: unique('siem'), name: 'The SIEM' })).source.id
  const [one, other] = [await aSource(), await aSource()]
  const start = async (sourceId: string, field: string) =>
    (await startDedupDryRun(admin, { sourceId, rule: { fields: [field] } })).job.id
  const first = await start(one, 'title')
  expect(await start(other, 'title')).not.toBe(first)
  expect(await start(one, 'host')).toBe(first)
  const waiting = await jobRow(platform, admin.tenant.id, first)
  expect(waiting).toMatchObject({ state: 'QUEUED', payload: { sourceId: one, rule: { fields: ['host'] } } })
})
