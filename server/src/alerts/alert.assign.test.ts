import { anAlert } from '../../test/alerts'
import { aMember, analystOf, testPlatform } from '../../test/harness'
import { historyOf } from '../audit/history.loader'
import { removeMember } from '../auth/member.service'
import { Role } from '../auth/role'
import { inTenant, type Context, type Platform, type TenantRef } from '../platform/context'
import { assignAlert } from './alert.assign'
import { alertChangedTopic, type AlertNews } from './alert.events'
import { alertById } from './alert.loader'
import { AlertStatus } from './alert.status'
import { setAlertStatus } from './alert.triage'
import './alert.unassign'
import { Verdict } from './alert.verdict'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

type Member = Context & { tenant: TenantRef }
const idOf = (ctx: Context): string => ctx.viewer?.id ?? ''
const afresh = <Ctx extends Context>(ctx: Ctx): Ctx => ({ ...ctx })
const historyIn = (ctx: Context, alertId: string, isNewestFirst = false) =>
  historyOf(afresh(ctx), { objectType: 'alert', objectId: alertId, first: 10, isNewestFirst })

async function aNewAlert(): Promise<{ ctx: Member; alertId: string }> {
  const ctx = await analystOf(platform)
  const { id } = await anAlert(platform, ctx.tenant.id)
  return { ctx, alertId: id }
}

it('gives a new alert to somebody, leaves it new, and puts it on record with the names', async () => {
  const { ctx, alertId } = await aNewAlert()
  const other = await aMember(platform, { tenant: ctx.tenant, name: 'Bo Reader', role: Role.VIEWER })
  const heard: AlertNews[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(...(news as AlertNews[])))
  const { alert } = await assignAlert(ctx, { alertId, assigneeId: idOf(ctx).toUpperCase(), expectedVersion: 1 })
  await assignAlert(ctx, { alertId, assigneeId: idOf(other) })
  const { alert: last } = await assignAlert(ctx, { alertId })
  stop()
  expect(alert).toMatchObject({ assigneeId: idOf(ctx), status: AlertStatus.NEW, version: 2, changeSeq: 2 })
  expect(alert.acknowledgedAt).toBeNull()
  expect(last).toMatchObject({ assigneeId: null, version: 4 })
  const entries = await historyIn(ctx, alertId)
  expect(entries.map(({ field, from, to, fromLabel, toLabel }) => [field, from, to, fromLabel, toLabel])).toEqual([
    ['assignee', null, idOf(ctx), null, 'Ana Lyst'],
    ['assignee', idOf(ctx), idOf(other), 'Ana Lyst', 'Bo Reader'],
    ['assignee', idOf(other), null, 'Bo Reader', null],
  ])
  expect((await historyIn(ctx, alertId, true)).map(({ id }) => id)).toEqual(entries.map(({ id }) => id).reverse())
  expect(heard.map(({ changedFields, before }) => [changedFields, before])).toEqual([
    [['assignee', 'version', 'updatedAt'], { assigneeId: null }],
    [['assignee', 'version', 'updatedAt'], { assigneeId: idOf(ctx) }],
    [['assignee', 'version', 'updatedAt'], { assigneeId: idOf(other) }],
  ])
})

it('keeps the name in the history when the person has left', async () => {
  const { ctx, alertId } = await aNewAlert()
  const admin = await aMember(platform, { tenant: ctx.tenant, role: Role.ADMIN })
  await assignAlert(admin, { alertId, assigneeId: idOf(ctx) })
  await removeMember(admin, { userId: idOf(ctx) })
  expect(await historyIn(admin, alertId)).toMatchObject([
    { to: idOf(ctx), toLabel: 'Ana Lyst' },
    { from: idOf(ctx), fromLabel: 'Ana Lyst', to: null },
  ])
})

it('leaves the alerts of who is removed to nobody, as an edit of each, on record and told', async () => {
  const { ctx, alertId } = await aNewAlert()
  const admin = await aMember(platform, { tenant: ctx.tenant, role: Role.ADMIN })
  const others = [await anAlert(platform, ctx.tenant.id), await anAlert(platform, ctx.tenant.id)]
  const [second = '', notHis = ''] = others.map(({ id }) => id)
  for (const id of [alertId, second]) await assignAlert(admin, { alertId: id, assigneeId: idOf(ctx) })
  await assignAlert(admin, { alertId: notHis, assigneeId: idOf(admin) })
  const heard: AlertNews[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(...(news as AlertNews[])))
  await removeMember(admin, { userId: idOf(ctx) })
  stop()
  for (const id of [alertId, second]) {
    expect(await alertById(afresh(admin), id)).toMatchObject({ assigneeId: null, version: 3, changeSeq: 3 })
    expect((await historyIn(admin, id))[1]).toMatchObject({ field: 'assignee', from: idOf(ctx), actorId: idOf(admin) })
  }
  expect(await alertById(afresh(admin), notHis)).toMatchObject({ assigneeId: idOf(admin), version: 2 })
  expect(heard.map(({ id }) => id).sort()).toEqual([alertId, second].sort())
  expect(heard[0]).toMatchObject({
    changedFields: ['assignee', 'version', 'updatedAt'],
    before: { assigneeId: idOf(ctx) },
  })
  const audit = await inTenant(admin, (db) =>
    db.query("SELECT object_id, detail -> 'objects' AS objects FROM audit_entry WHERE action = 'alert.unassign'"),
  )
  expect(audit).toEqual([{ object_id: idOf(ctx), objects: 2 }])
})

it('writes and tells nothing when it changes nothing', async () => {
  const { ctx, alertId } = await aNewAlert()
  await assignAlert(ctx, { alertId, assigneeId: idOf(ctx) })
  const heard: unknown[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(news))
  const { alert } = await assignAlert(ctx, { alertId, assigneeId: idOf(ctx), expectedVersion: 2 })
  stop()
  expect(alert).toMatchObject({ version: 2, changeSeq: 2, assigneeId: idOf(ctx) })
  expect(heard).toEqual([])
  const audit = await inTenant(ctx, (db) => db.query("SELECT FROM audit_entry WHERE action = 'alert.assign'"))
  expect(audit).toHaveLength(1)
})

it('takes an alert that is closed, as can says', async () => {
  const { ctx, alertId } = await aNewAlert()
  await setAlertStatus(ctx, { alertId, status: AlertStatus.CLOSED, verdict: Verdict.BENIGN, reason: 'known' })
  const { alert } = await assignAlert(ctx, { alertId, assigneeId: idOf(ctx) })
  expect(alert).toMatchObject({ status: AlertStatus.CLOSED, assigneeId: idOf(ctx) })
})

it.each(['a stranger', 'x', '', 'a\0', '00000000-0000-0000-0000-000000000000'])(
  'refuses %j as assignee',
  async (who) => {
    const { ctx, alertId } = await aNewAlert()
    const assigneeId = who === 'a stranger' ? idOf(await analystOf(platform)) : who
    await expect(assignAlert(ctx, { alertId, assigneeId })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input.assigneeId' }] },
    })
    expect(await alertById(afresh(ctx), alertId)).toMatchObject({ assigneeId: null, version: 1 })
  },
)

it('refuses a version that has moved and shows who moved it, and when', async () => {
  const { ctx, alertId } = await aNewAlert()
  const bo = await aMember(platform, { tenant: ctx.tenant, name: 'Bo' })
  await assignAlert(bo, { alertId, assigneeId: idOf(bo) })
  await setAlertStatus(bo, { alertId, status: AlertStatus.TRIAGED, verdict: Verdict.TEST, reason: 'drill' })
  const current = {
    id: alertId,
    version: 3,
    status: 'TRIAGED',
    verdict: 'TEST',
    reasonCode: null,
    reason: 'drill',
    severity: 'MEDIUM',
    assigneeId: idOf(bo),
    assigneeName: 'Bo',
    changedBy: { kind: 'USER', id: idOf(bo), name: 'Bo' },
    changedAt: expect.any(Date) as Date,
  }
  const late = { alertId, expectedVersion: 1 }
  for (const attempt of [assignAlert(ctx, late), setAlertStatus(ctx, { ...late, status: AlertStatus.SUPPRESSED })]) {
    await expect(attempt).rejects.toMatchObject({ extensions: { code: 'CONFLICT', current } })
  }
})

it("finds neither another tenant's alert nor what is no id", async () => {
  const { alertId } = await aNewAlert()
  const stranger = await aMember(platform)
  for (const id of [alertId, 'x', 'a\0']) {
    await expect(assignAlert(stranger, { alertId: id, assigneeId: idOf(stranger) })).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    })
  }
})

it('survives the removal of the assignee at the same moment', async () => {
  const { ctx, alertId } = await aNewAlert()
  const admin = await aMember(platform, { tenant: ctx.tenant, role: Role.ADMIN })
  const attempts = await Promise.allSettled([
    assignAlert(admin, { alertId, assigneeId: idOf(ctx) }),
    removeMember(admin, { userId: idOf(ctx) }),
  ])
  expect(attempts[1]?.status).toBe('fulfilled')
  expect(await alertById(afresh(admin), alertId)).toMatchObject({ assigneeId: null })
})
