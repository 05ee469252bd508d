import { aMember, analystOf } from '../../../test/harness'
import { aSender, type Sender } from '../../../test/sender'
import { startTestNode, type TestNode } from '../../../test/test-node'
import { anAlert } from '../../../test/alerts'
import { Role } from '../../auth/role'
import { splitAlert } from './split.service'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const scan = (port: number, n: number) => ({ title: 'Port scan', entity: 'srv-1', severity: 'low', dest_port: port, n })

/** An alert of six events to two ports. */
async function aMixedAlert(sender: Sender) {
  const { body } = await sender.send([scan(22, 1), scan(80, 2), scan(22, 3), scan(80, 4), scan(22, 5), scan(80, 6)])
  const alertId = body.items[0]?.alertId ?? ''
  const eventIds = (n: number[]) => n.map((index) => body.items[index]?.eventId ?? '')
  return { alertId, ssh: eventIds([0, 2, 4]), web: eventIds([1, 3, 5]) }
}

it('moves chosen events to a new alert with its own key', async () => {
  const sender = await aSender(node)
  const { alertId, ssh } = await aMixedAlert(sender)
  const { alert, newAlert, remembersBy } = await splitAlert(sender.admin, { alertId, eventIds: ssh })
  expect(remembersBy).toBe('dstPort')
  expect(alert).toMatchObject({ id: alertId, occurrences: 3, version: 2 })
  expect(newAlert).toMatchObject({ occurrences: 3, status: 'NEW', previousAlertId: alertId, dstPort: 22 })
  expect(newAlert.dedup.key).not.toBe(alert.dedup.key)
  expect(newAlert.dedup).toMatchObject({ fields: ['title', 'entity', 'host', 'dstPort'] })
  const rows = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query<{ id: string }>('SELECT id FROM event WHERE alert_id = $1 ORDER BY id', [newAlert.id]),
  )
  expect(rows.map(({ id }) => id)).toEqual(ssh)
})

it('is remembered: later events go the same way', async () => {
  const sender = await aSender(node)
  const { alertId, ssh } = await aMixedAlert(sender)
  const { newAlert } = await splitAlert(sender.admin, { alertId, eventIds: ssh })
  const { body } = await sender.send([scan(22, 7), scan(80, 8), scan(443, 9)])
  expect(body.items).toMatchObject([
    { outcome: 'FOLDED', alertId: newAlert.id },
    { outcome: 'FOLDED', alertId },
    { outcome: 'FOLDED', alertId },
  ])
})

it('goes by the field that a person names, and says when nothing tells the events apart', async () => {
  const sender = await aSender(node)
  const { alertId, ssh, web } = await aMixedAlert(sender)
  await expect(splitAlert(sender.admin, { alertId, eventIds: ssh, by: 'srcIp' })).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'input.by' }] },
  })
  const first = await splitAlert(sender.admin, { alertId, eventIds: ssh, by: 'raw.dest_port' })
  expect(first.remembersBy).toBe('raw.dest_port')
  const second = await splitAlert(sender.admin, { alertId, eventIds: web.slice(0, 1) })
  expect(second).toMatchObject({ remembersBy: null, newAlert: { occurrences: 1 } })
})

it('leaves one audit entry, and a row in the history of both', async () => {
  const sender = await aSender(node)
  const { alertId, ssh } = await aMixedAlert(sender)
  const { newAlert } = await splitAlert(sender.admin, { alertId, eventIds: ssh })
  const history = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query('SELECT object_id, field, from_value, to_value, actor_id FROM history_entry ORDER BY id'),
  )
  const by = { actor_id: sender.admin.viewer?.id }
  expect(history).toEqual([
    { object_id: alertId, field: 'occurrences', from_value: 6, to_value: 3, ...by },
    { object_id: newAlert.id, field: 'status', from_value: null, to_value: 'NEW', ...by },
  ])
})

it('refuses to leave nothing, a changed alert, one opened by hand, and events of another alert', async () => {
  const sender = await aSender(node)
  const { alertId, ssh, web } = await aMixedAlert(sender)
  const other = await aMixedAlert(await aSender(node, { tenant: sender.tenant }))
  const byHand = await anAlert(node.platform, sender.tenant.id)
  const codeOf = (input: Parameters<typeof splitAlert>[1]) =>
    splitAlert(sender.admin, input).then(
      () => 'done',
      (error: { extensions: { code: string } }) => error.extensions.code,
    )
  expect(await codeOf({ alertId, eventIds: [...ssh, ...web] })).toBe('BAD_USER_INPUT')
  expect(await codeOf({ alertId, eventIds: [] })).toBe('BAD_USER_INPUT')
  expect(await codeOf({ alertId, eventIds: ssh, expectedVersion: 9 })).toBe('CONFLICT')
  expect(await codeOf({ alertId: byHand.id, eventIds: ssh })).toBe('UNPROCESSABLE')
  expect(await codeOf({ alertId, eventIds: [...ssh, other.ssh[0] ?? ''] })).toBe('NOT_FOUND')
})

it("finds neither another tenant's alert nor its events", async () => {
  const sender = await aSender(node)
  const { alertId, ssh } = await aMixedAlert(sender)
  const stranger = await analystOf(node.platform)
  await expect(splitAlert(stranger, { alertId, eventIds: ssh })).rejects.toMatchObject({
    extensions: { code: 'NOT_FOUND' },
  })
  const theirs = await aSender(node)
  const mine = await aMixedAlert(theirs)
  const analyst = await aMember(node.platform, { tenant: theirs.tenant, role: Role.ANALYST })
  await expect(splitAlert(analyst, { alertId: mine.alertId, eventIds: ssh })).rejects.toMatchObject({
    extensions: { code: 'NOT_FOUND' },
  })
})
