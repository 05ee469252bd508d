import { anAlert } from '../../test/alerts'
import { aMember, analystOf, testPlatform } from '../../test/harness'
import { historyOf } from '../audit/history.loader'
import { inTenant, type Context, type Platform, type TenantRef } from '../platform/context'
import { alertChangedTopic, type AlertNews } from './alert.events'
import { alertById } from './alert.loader'
import { AlertStatus } from './alert.status'
import { setAlertStatus } from './alert.triage'
import { ReasonCode, Verdict } from './alert.verdict'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const { NEW, IN_PROGRESS, TRIAGED, ESCALATED, CLOSED, SUPPRESSED } = AlertStatus
const closing = { status: CLOSED, verdict: Verdict.BENIGN, reason: 'known scanner' }

async function aNewAlert(): Promise<{ ctx: Context & { tenant: TenantRef }; alertId: string }> {
  const ctx = await analystOf(platform)
  const { id } = await anAlert(platform, ctx.tenant.id)
  return { ctx, alertId: id }
}

/** What the next request of the same person would see. */
const afresh = (ctx: Context) => ({ ...ctx })

it('closes with verdict and reason, and puts everything on record', async () => {
  const { ctx, alertId } = await aNewAlert()
  const heard: AlertNews[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(...(news as AlertNews[])))
  const { alert } = await setAlertStatus(ctx, {
    alertId,
    ...closing,
    reasonCode: ReasonCode.EXPECTED_ACTIVITY,
    expectedVersion: 1,
  })
  stop()
  expect(alert).toMatchObject({
    status: CLOSED,
    verdict: 'BENIGN',
    reason: 'known scanner',
    reasonCode: 'EXPECTED_ACTIVITY',
    version: 2,
    changeSeq: 2,
  })
  for (const time of [alert.acknowledgedAt, alert.triagedAt, alert.closedAt]) expect(time).toBeInstanceOf(Date)
  const history = await historyOf(ctx, { objectType: 'alert', objectId: alertId, first: 100 })
  expect(history.map(({ field, from, to }) => [field, from, to])).toEqual([
    ['status', 'NEW', 'CLOSED'],
    ['verdict', null, 'BENIGN'],
    ['reasonCode', null, 'EXPECTED_ACTIVITY'],
    ['reason', null, 'known scanner'],
  ])
  expect(new Set(history.map((entry) => entry.changeId)).size).toBe(1)
  expect(history[0]).toMatchObject({
    actor: { kind: 'USER', id: ctx.viewer?.id, name: 'Ana Lyst' },
    reason: 'known scanner',
  })
  const [audit] = await inTenant(ctx, (db) => db.query('SELECT * FROM audit_entry WHERE object_id = $1', [alertId]))
  expect(audit).toMatchObject({
    action: 'alert.setStatus',
    object_type: 'alert',
    actor_name: 'Ana Lyst',
    request_id: ctx.requestId,
  })
  expect(heard).toEqual([
    {
      tenantId: ctx.tenant.id,
      id: alertId,
      changeSeq: 2,
      changedFields: expect.arrayContaining([
        'status',
        'verdict',
        'reason',
        'reasonCode',
        'closedAt',
        'acknowledgedAt',
        'triagedAt',
        'updatedAt',
        'version',
      ]) as string[],
      before: { status: NEW },
    },
  ])
})

it.each([
  [{ status: CLOSED }, ['input.verdict', 'input.reason']],
  [{ status: CLOSED, verdict: Verdict.BENIGN }, ['input.reason']],
  [{ status: CLOSED, verdict: Verdict.BENIGN, reason: '  ' }, ['input.reason']],
  [{ status: CLOSED, reason: 'x' }, ['input.verdict']],
  [{ status: TRIAGED, reason: 'a\0' }, ['input.reason']],
  [{ status: TRIAGED, reason: 'x'.repeat(10_001) }, ['input.reason']],
])('refuses %j and names the fields', async (wanted, paths) => {
  const { ctx, alertId } = await aNewAlert()
  const fields = paths.map((path): unknown => expect.objectContaining({ path }))
  await expect(setAlertStatus(ctx, { alertId, ...wanted })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', fields },
  })
  expect(await alertById(afresh(ctx), alertId)).toMatchObject({ status: NEW, version: 1 })
})

it('closes on the verdict and reason that were given before', async () => {
  const { ctx, alertId } = await aNewAlert()
  await setAlertStatus(ctx, { alertId, status: TRIAGED, verdict: Verdict.FALSE_POSITIVE, reason: 'noise' })
  const { alert } = await setAlertStatus(ctx, { alertId, status: CLOSED })
  expect(alert).toMatchObject({ status: CLOSED, verdict: 'FALSE_POSITIVE', reason: 'noise', version: 3 })
})

it('reopens as IN_PROGRESS, without the verdict, which the history keeps', async () => {
  const { ctx, alertId } = await aNewAlert()
  const { alert: closed } = await setAlertStatus(ctx, { alertId, ...closing })
  const { alert } = await setAlertStatus(ctx, { alertId, status: IN_PROGRESS })
  expect(alert).toMatchObject({ status: IN_PROGRESS, closedAt: null, verdict: null, reason: null })
  expect(alert).toMatchObject({ acknowledgedAt: closed.acknowledgedAt, triagedAt: closed.triagedAt })
  await expect(setAlertStatus(ctx, { alertId, status: CLOSED })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  })
  const history = await historyOf(afresh(ctx), { objectType: 'alert', objectId: alertId, first: 100 })
  expect(history.map(({ field, from, to }) => [field, from, to])).toContainEqual(['verdict', 'BENIGN', null])
})

it.each([
  [NEW, NEW, [IN_PROGRESS, TRIAGED, CLOSED, SUPPRESSED]],
  [NEW, ESCALATED, [IN_PROGRESS, TRIAGED, CLOSED, SUPPRESSED]],
  [CLOSED, TRIAGED, [IN_PROGRESS]],
  [CLOSED, CLOSED, [IN_PROGRESS]],
])('refuses to move from %s to %s and tells what is allowed', async (from, to, allowed) => {
  const { ctx, alertId } = await aNewAlert()
  if (from !== NEW) await setAlertStatus(ctx, { alertId, ...closing })
  await expect(setAlertStatus(ctx, { alertId, ...closing, status: to })).rejects.toMatchObject({
    extensions: { code: 'CONFLICT', allowed },
  })
})

it('refuses a version that has moved and shows the row as it is', async () => {
  const { ctx, alertId } = await aNewAlert()
  await setAlertStatus(ctx, { alertId, status: IN_PROGRESS, expectedVersion: 1 })
  await expect(setAlertStatus(ctx, { alertId, ...closing, expectedVersion: 1 })).rejects.toMatchObject({
    extensions: {
      code: 'CONFLICT',
      current: { id: alertId, version: 2, status: IN_PROGRESS, verdict: null, severity: 'MEDIUM' },
    },
  })
})

it('lets exactly one of two that click at once succeed', async () => {
  const { ctx, alertId } = await aNewAlert()
  const other = await analystOf(platform, ctx.tenant)
  const attempts = await Promise.allSettled([
    setAlertStatus(ctx, { alertId, ...closing, expectedVersion: 1 }),
    setAlertStatus(other, { alertId, status: SUPPRESSED, expectedVersion: 1 }),
  ])
  expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = attempts.find((attempt) => attempt.status === 'rejected')
  expect(lost?.reason).toMatchObject({ extensions: { code: 'CONFLICT', current: { version: 2 } } })
  expect(await alertById(afresh(ctx), alertId)).toMatchObject({ version: 2, changeSeq: 2 })
})

it('acknowledges once, and judges once', async () => {
  const { ctx, alertId } = await aNewAlert()
  const { alert: first } = await setAlertStatus(ctx, { alertId, status: IN_PROGRESS })
  expect(first.acknowledgedAt).toBeInstanceOf(Date)
  expect(first.triagedAt).toBeNull()
  const { alert: second } = await setAlertStatus(ctx, { alertId, status: TRIAGED, verdict: Verdict.SUSPICIOUS })
  expect(second.acknowledgedAt).toEqual(first.acknowledgedAt)
  const { alert: third } = await setAlertStatus(ctx, { alertId, ...closing })
  expect(third).toMatchObject({ acknowledgedAt: first.acknowledgedAt, triagedAt: second.triagedAt, verdict: 'BENIGN' })
})

it("finds neither another tenant's alert nor what is no id", async () => {
  const { ctx, alertId } = await aNewAlert()
  const stranger = await aMember(platform)
  for (const id of [alertId, 'x', '', '1 OR 1=1', 'a\0', '00000000-0000-0000-0000-000000000000']) {
    await expect(setAlertStatus(stranger, { alertId: id, ...closing })).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    })
  }
  expect(await alertById(afresh(ctx), alertId)).toMatchObject({ status: NEW, version: 1 })
})

it('announces nothing that was rolled back', async () => {
  const { ctx, alertId } = await aNewAlert()
  const heard: unknown[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(news))
  await expect(setAlertStatus(ctx, { alertId, status: NEW })).rejects.toBeDefined()
  stop()
  expect(heard).toEqual([])
})
