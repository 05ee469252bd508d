import { setAlertStatus } from '../../alerts/alert.triage'
import { AlertStatus } from '../../alerts/alert.status'
import { Verdict } from '../../alerts/alert.verdict'
import { SourceKind } from '../../sources/source.dedup'
import { updateSource } from '../../sources/source.service'
import { aSender, type Sender } from '../../../test/sender'
import { startTestNode, type TestNode } from '../../../test/test-node'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const finding = (n: number, more: object = {}) => ({ title: 'Beacon', entity: 'srv-1', severity: 'medium', n, ...more })

const alertsOf = (sender: Sender) =>
  node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query<{ id: string; number: number; occurrences: number; swallowed: number; severity: number; version: number }>(
      'SELECT id, number, occurrences, swallowed, severity, version, risk_score, previous_alert_id, status FROM alert ORDER BY number',
    ),
  )

const eventsOf = (sender: Sender) =>
  node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query<{ alert_id: string | null; outcome: string }>('SELECT alert_id, outcome FROM event ORDER BY id'),
  )

async function send(sender: Sender, body: unknown) {
  const answer = await sender.send(body)
  expect(answer.status).toBe(202)
  return answer.body
}

const close = (sender: Sender, alertId: string, verdict: Verdict) =>
  setAlertStatus(sender.admin, { alertId, status: AlertStatus.CLOSED, verdict, reason: 'known' })

it('folds equal findings into one alert that counts, in one request and over several', async () => {
  const sender = await aSender(node)
  const first = await send(sender, [finding(1), finding(2), finding(3, { entity: 'srv-2' })])
  const second = await send(sender, finding(4, { severity: 'critical' }))
  expect(first.items.map(({ outcome }) => outcome)).toEqual(['CREATED', 'FOLDED', 'CREATED'])
  expect(second.items[0]).toMatchObject({ outcome: 'FOLDED', alertId: first.items[0]?.alertId, riskScore: 100 })
  expect(await alertsOf(sender)).toMatchObject([
    { number: 1, occurrences: 3, severity: 5, risk_score: 100, version: 1 },
    { number: 2, occurrences: 1, severity: 3 },
  ])
  const events = await eventsOf(sender)
  expect(events.map(({ outcome }) => outcome)).toEqual(['CREATED', 'FOLDED', 'CREATED', 'FOLDED'])
  expect(new Set(events.map(({ alert_id }) => alert_id)).size).toBe(2)
})

it('puts a severity that rose on record, as the deed of the source', async () => {
  const sender = await aSender(node)
  const { items } = await send(sender, finding(1))
  await send(sender, finding(2, { severity: 'high' }))
  const rows = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query(
      "SELECT object_id, actor_kind, actor_id, field, from_value, to_value FROM history_entry WHERE field = 'severity'",
    ),
  )
  expect(rows).toEqual([
    {
      object_id: items[0]?.alertId,
      actor_kind: 'SOURCE',
      actor_id: sender.id,
      field: 'severity',
      from_value: 'MEDIUM',
      to_value: 'HIGH',
    },
  ])
})

it('swallows again what was closed as harmless, and counts it', async () => {
  const sender = await aSender(node)
  const { items } = await send(sender, finding(1))
  const alertId = items[0]?.alertId ?? ''
  await close(sender, alertId, Verdict.FALSE_POSITIVE)
  const again = await send(sender, [finding(2), finding(3)])
  expect(again).toMatchObject({
    accepted: 2,
    items: [
      { outcome: 'SUPPRESSED', alertId },
      { outcome: 'SUPPRESSED', alertId },
    ],
  })
  expect(await alertsOf(sender)).toMatchObject([{ occurrences: 3, swallowed: 2, status: 'CLOSED' }])
})

it('opens a new alert that links back after another verdict, and when it comes worse', async () => {
  const sender = await aSender(node)
  const first = (await send(sender, finding(1))).items[0]?.alertId ?? ''
  await close(sender, first, Verdict.TRUE_POSITIVE)
  const second = (await send(sender, [finding(2), finding(3)])).items.map(({ outcome }) => outcome)
  expect(second).toEqual(['CREATED', 'FOLDED'])
  const [, opened] = await alertsOf(sender)
  expect(opened).toMatchObject({ previous_alert_id: first, occurrences: 2, status: 'NEW' })
  await close(sender, opened?.id ?? '', Verdict.BENIGN)
  await send(sender, finding(4, { severity: 'high' }))
  expect((await alertsOf(sender))[2]).toMatchObject({ previous_alert_id: opened?.id, occurrences: 1 })
})

it('opens one alert for a key, however many send it at once', async () => {
  const sender = await aSender(node)
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => send(sender, finding(n))))
  expect(answers.filter(({ items }) => items[0]?.outcome === 'CREATED')).toHaveLength(1)
  expect(await alertsOf(sender)).toMatchObject([{ occurrences: 200 }])
})

it("never folds into another source's or tenant's alert", async () => {
  const ours = await aSender(node)
  const sibling = await aSender(node, { tenant: ours.tenant })
  const theirs = await aSender(node)
  for (const sender of [ours, sibling, theirs]) await send(sender, finding(1, { id: 'same' }))
  expect(await alertsOf(ours)).toMatchObject([{ occurrences: 1 }, { occurrences: 1 }])
  expect(await alertsOf(theirs)).toMatchObject([{ occurrences: 1 }])
})

it('makes each item an alert when the source has no window', async () => {
  const sender = await aSender(node)
  await updateSource(sender.admin, { id: sender.id, dedup: { windowSeconds: 0 } })
  await send(sender, [finding(1), finding(2)])
  expect(await alertsOf(sender)).toHaveLength(2)
})

it('goes by an edited rule from the next item on', async () => {
  const sender = await aSender(node)
  await send(sender, finding(1))
  await updateSource(sender.admin, { id: sender.id, dedup: { fields: ['title', 'raw.n'] } })
  const { items } = await send(sender, [finding(2), finding(3), finding(3)])
  expect(items.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED', 'FOLDED'])
})

it('refuses a rule that names no field, an unknown one, or one twice', async () => {
  const sender = await aSender(node)
  for (const fields of [
    [],
    ['nonsense'],
    ['raw'],
    ['host', 'host'],
    ['__proto__'],
    ['raw.a\0b'],
    ['raw.a\ud800b'],
    Array.from({ length: 21 }, (_, n) => `raw.${n}`),
  ]) {
    const attempt = updateSource(sender.admin, { id: sender.id, dedup: { fields } })
    await expect(attempt).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  }
})

it('keeps telemetry as events alone', async () => {
  const sender = await aSender(node)
  await updateSource(sender.admin, { id: sender.id, kind: SourceKind.TELEMETRY })
  const { items } = await send(sender, [finding(1), finding(1)])
  expect(items).toMatchObject([
    { outcome: 'STORED', alertId: null, riskScore: null },
    { outcome: 'STORED', alertId: null },
  ])
  expect(await alertsOf(sender)).toEqual([])
  expect(await eventsOf(sender)).toHaveLength(2)
})
