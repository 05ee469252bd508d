import { someEvents } from '../../../test/events'
import { untilJob, type JobRun } from '../../../test/jobs'
import { someDeadLetters } from '../../../test/dead-letters'
import { analystOf } from '../../../test/harness'
import { aSender, type Sender } from '../../../test/sender'
import { startTestNode, type TestNode } from '../../../test/test-node'
import { newId } from '../../platform/ids'
import { replayAllDeadLetters } from '../dead-letters/dead-letter.service'
import { startDedupDryRun } from './dry-run.resolver'
import { dryRunTask } from './dry-run.task'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const resultOf = async (sender: Sender, id: string) =>
  (await untilJob(node.platform, sender.tenant.id, id, ({ state }) => state === 'DONE')).result

const scan = (port: number, host: string) => ({ title: 'Port scan', host, dest_port: port, n: `${port}${host}` })

it('tells what another rule would have made of what came, and changes nothing', async () => {
  const sender = await aSender(node)
  await sender.send([scan(22, 'a'), scan(80, 'a'), scan(22, 'b'), scan(22, 'a')])
  const split = await startDedupDryRun(sender.admin, {
    sourceId: sender.id,
    rule: { fields: ['title', 'host', 'dstPort'] },
  })
  expect(await resultOf(sender, split.job.id)).toMatchObject({
    events: 4,
    alertsNow: 2,
    alertsThen: 3,
    split: { count: 1, examples: [{ title: 'Port scan', entity: 'a', events: 3, alerts: 2 }] },
    merged: { count: 0 },
  })
  const merged = await startDedupDryRun(sender.admin, { sourceId: sender.id, rule: { fields: ['title'] } })
  expect(await resultOf(sender, merged.job.id)).toMatchObject({ alertsThen: 1, merged: { count: 1 } })
  const rows = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query('SELECT id FROM alert'),
  )
  expect(rows).toHaveLength(2)
})

it('has nothing to tell of a source without events', async () => {
  const sender = await aSender(node)
  const { job } = await startDedupDryRun(sender.admin, { sourceId: sender.id, rule: {} })
  expect(await resultOf(sender, job.id)).toMatchObject({ events: 0, alertsNow: 0, alertsThen: 0 })
})

it('replays all that wait of a source, and of no other', async () => {
  const sender = await aSender(node)
  const sibling = await aSender(node, { tenant: sender.tenant })
  const items = Array.from({ length: 130 }, (_, n) => ({ title: `Late ${n}` }))
  await someDeadLetters(node.platform, { tenantId: sender.tenant.id, sourceId: sender.id }, items)
  await someDeadLetters(node.platform, { tenantId: sender.tenant.id, sourceId: sibling.id }, [{ title: 'Theirs' }])
  const { job } = await replayAllDeadLetters(sender.admin, { sourceId: sender.id })
  expect(await resultOf(sender, job.id)).toEqual({ replayed: 130, failed: 0 })
  const waiting = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query("SELECT source_id FROM dead_letter WHERE state = 'WAITING'"),
  )
  expect(waiting).toEqual([{ source_id: sibling.id }])
})

it("starts nothing for another tenant's source", async () => {
  const sender = await aSender(node)
  const stranger = await analystOf(node.platform)
  const refusal = { extensions: { code: 'NOT_FOUND' } }
  await expect(startDedupDryRun(stranger, { sourceId: sender.id, rule: {} })).rejects.toMatchObject(refusal)
  await expect(replayAllDeadLetters(stranger, { sourceId: sender.id })).rejects.toMatchObject(refusal)
})

it('plays long events without ever holding many of them', async () => {
  const sender = await aSender(node)
  const tenantId = sender.tenant.id
  const given = { sourceId: sender.id, dedupKey: Buffer.from('k'), raw: `{"title":"${'x'.repeat(900_000)}"}` }
  await someEvents(node.platform, tenantId, Array(12).fill(given))
  let longest = 0
  const run = {
    ...{ platform: node.platform, tenantId, signal: new AbortController().signal, progress: async () => undefined },
    job: { id: newId(), task: dryRunTask.name, attempt: 1, maxAttempts: 1, createdAt: new Date() },
    checkpoint: null,
    keep: () => Promise.resolve(),
    inTenant: ((work) =>
      node.platform.database.transaction({ tenantId }, async (db, after) => {
        const rows = await work(db, after)
        longest = Math.max(longest, JSON.stringify(rows).length)
        return rows
      })) as JobRun['inTenant'],
  }
  const rule = { byVendorId: true, fields: ['title'], windowSeconds: 60, memoryDays: 0 }
  expect(await dryRunTask.perform(run, { sourceId: sender.id, rule })).toMatchObject({ events: 12, alertsThen: 1 })
  expect(longest).toBeLessThan(4.5 * 1_048_576)
})
