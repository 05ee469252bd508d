import { aBeat, someAgents } from '../../test/agents'
import { analystOf } from '../../test/harness'
import { startTestNode, type TestNode } from '../../test/test-node'
import { sweepAgents } from '../agents/agent.sweep'
import { AlertStatus } from '../alerts/alert.status'
import { setAlertStatus } from '../alerts/alert.triage'
import { listAlerts } from '../alerts/alert.list'
import { tellUntold } from '../watch/outbox'
import { updateWatchSettings } from '../watch/watch.settings.service'
import { deliverOwn } from './ingest.route'

let node: TestNode
beforeAll(async () => void (node = await startTestNode()))
afterAll(() => node.stop())

const begin = Date.now() - 600_000
const at = (seconds: number) => new Date(begin + seconds * 1_000)

/** A tenant whose watch is looked after by hand, and tells by the ordinary way in. */
async function aWatch() {
  const { platform } = node
  const ctx = await analystOf(platform)
  const { id } = ctx.tenant
  const look = async (seconds: number) => {
    await sweepAgents(platform, [id], { now: at(seconds), listeningSince: at(-10_000), lastRound: at(seconds - 5) })
    await tellUntold(platform, [id], (tenant, slug, body) => deliverOwn(platform, { tenant, slug }, body))
  }
  const alerts = async () => (await listAlerts(ctx, {})).nodes
  return { platform, ctx, tenant: ctx.tenant, look, alerts }
}

it('makes one alert of 5,000 agents that fall silent, and closes it when all are back', async () => {
  const { platform, tenant, look, alerts } = await aWatch()
  const ids = await someAgents(platform, tenant.id, { count: 5_000, lastSeenAt: at(0) })
  for (const second of [91, 96, 101]) await look(second)
  expect(await alerts()).toMatchObject([
    {
      title: '5000 agents fell silent',
      severity: 'HIGH',
      status: 'NEW',
      product: 'Tocsin',
      ruleId: 'agent-silence',
      occurrences: 1,
    },
  ])
  await Promise.all(ids.slice(1).map((_, number) => aBeat(platform, tenant, `mac-${number + 1}`)))
  await look(106)
  expect((await alerts())[0]?.status).toBe('NEW')
  await aBeat(platform, tenant, 'mac-0')
  for (const second of [111, 116]) await look(second)
  const [alert, ...others] = await alerts()
  expect(others).toEqual([])
  expect(alert).toMatchObject({ status: 'CLOSED', verdict: 'UNKNOWN', endedAt: at(111) })
})

it('leaves an alert to the person who has taken it up, and says when it ended', async () => {
  const { platform, ctx, tenant, look, alerts } = await aWatch()
  await someAgents(platform, tenant.id, { count: 1, lastSeenAt: at(0) })
  for (const second of [91, 96]) await look(second)
  const [alert] = await alerts()
  expect(alert).toMatchObject({ title: 'Agent mac-0 fell silent', host: 'mac-0' })
  await setAlertStatus(ctx, { alertId: alert?.id ?? '', status: AlertStatus.IN_PROGRESS })
  await aBeat(platform, tenant, 'mac-0')
  await look(101)
  expect(await alerts()).toMatchObject([{ status: 'IN_PROGRESS', endedAt: at(101) }])
})

it('closes nothing where the tenant wants that, and opens another alert when the agent falls silent again', async () => {
  const { platform, ctx, tenant, look, alerts } = await aWatch()
  await updateWatchSettings(ctx, { closesOnReturn: false })
  await someAgents(platform, tenant.id, { count: 1, lastSeenAt: at(0) })
  for (const second of [91, 96]) await look(second)
  await aBeat(platform, tenant, 'mac-0')
  await look(101)
  expect(await alerts()).toMatchObject([{ status: 'NEW', endedAt: at(101) }])
  await updateWatchSettings(ctx, { closesOnReturn: true })
  const later = (Date.now() - begin) / 1_000 + 120 // when the beat of now is missed
  for (const second of [later, later + 5]) await look(second)
  expect((await alerts()).map(({ status, endedAt }) => [status, endedAt === null])).toEqual([
    ['NEW', true],
    ['NEW', false],
  ])
  await aBeat(platform, tenant, 'mac-0')
  await look((Date.now() - begin) / 1_000)
  expect((await alerts()).map(({ status }) => status).sort()).toEqual(['CLOSED', 'NEW'])
})

it('makes one alert of a notice that is delivered twice', async () => {
  const { platform, tenant, look, alerts } = await aWatch()
  await someAgents(platform, tenant.id, { count: 2, lastSeenAt: at(0) })
  await look(91)
  await sweepAgents(platform, [tenant.id], { now: at(96), listeningSince: at(-10_000), lastRound: at(91) })
  const diesBehind = async (of: string, slug: string, body: Buffer) => {
    await deliverOwn(platform, { tenant: of, slug }, body)
    throw new Error('killed before it was noted')
  }
  expect(await tellUntold(platform, [tenant.id], diesBehind)).toBe(0)
  await look(101)
  expect(await alerts()).toMatchObject([{ title: '2 agents fell silent', occurrences: 1 }])
})
