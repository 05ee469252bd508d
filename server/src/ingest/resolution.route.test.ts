import { aSender, type Sender } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { ResolutionPolicy } from '../sources/source.dedup'
import { updateSource } from '../sources/source.service'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

async function aCloser(): Promise<Sender> {
  const sender = await aSender(node)
  await updateSource(sender.admin, { id: sender.id, onResolution: ResolutionPolicy.CLOSE })
  return sender
}

const disk = (status: 'firing' | 'resolved', n: number) => ({
  ...{ status, fingerprint: 'f1', labels: { alertname: 'Disk', severity: 'critical', n: String(n) }, annotations: {} },
  startsAt: '2026-11-28T07:00:00Z',
  endsAt: status === 'resolved' ? '2026-11-28T07:30:00Z' : '0001-01-01T00:00:00Z',
})

const query = (sender: Sender, sql: string) =>
  node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) => db.query(sql))
const alertsOf = (sender: Sender) =>
  query(
    sender,
    'SELECT status, verdict, reason, version, occurrences, closed_at IS NULL AS "isOpen" FROM alert ORDER BY number',
  )

const open = { status: 'NEW', verdict: null, version: 1, isOpen: true }
const closed = {
  status: 'CLOSED',
  verdict: 'UNKNOWN',
  reason: 'The product said that it is over',
  version: 2,
  isOpen: false,
}

it('closes what begins and is over within one delivery, as it closes what was there before', async () => {
  const [at, before] = [await aCloser(), await aCloser()]
  await at.send([disk('firing', 1), disk('firing', 2), disk('resolved', 3)])
  await before.send([disk('firing', 1), disk('firing', 2)])
  await before.send(disk('resolved', 3))
  const entries = `SELECT field, from_value, to_value, actor_kind, reason FROM history_entry WHERE object_type = 'alert' ORDER BY field`
  for (const sender of [at, before]) expect(await alertsOf(sender)).toEqual([{ ...closed, occurrences: 2 }])
  expect(await query(at, entries)).toHaveLength(3)
  expect(await query(at, entries)).toEqual(await query(before, entries))
})

it('opens another alert when it begins again within the same delivery, as often as it does', async () => {
  const sender = await aCloser()
  const { body } = await sender.send([
    ...[
      disk('firing', 1),
      disk('resolved', 2),
      disk('firing', 3),
      disk('resolved', 4),
      disk('firing', 5),
      disk('firing', 6),
    ],
  ])
  expect(body.items.map(({ outcome }) => outcome).join(' ')).toBe('CREATED ENDED CREATED ENDED CREATED FOLDED')
  expect(await alertsOf(sender)).toMatchObject([closed, closed, { ...open, occurrences: 2 }])
})

it('leaves open what its source does not close, and what nobody has opened yet', async () => {
  const sender = await aSender(node)
  const { body } = await sender.send([disk('resolved', 1), disk('firing', 2), disk('resolved', 3)])
  expect(body.items.map(({ outcome }) => outcome).join(' ')).toBe('STORED CREATED ENDED')
  expect(await alertsOf(sender)).toMatchObject([open])
})
