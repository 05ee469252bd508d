import { untilJob } from '../../test/jobs'
import { someDeadLetters } from '../../test/dead-letters'
import { aSender, storedTexts, type Sender } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { parsedJson } from '../platform/parsed-json'
import { replayAllDeadLetters, replayDeadLetters } from './dead-letters/dead-letter.service'
import { startDedupDryRun } from './dedup/dry-run.resolver'
import { splitAlert } from './dedup/split.service'
import { readLine, readText } from './read-items'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

/** As Amazon SNS wraps what it carries. */
const notification = (carried: object, n: number) => ({
  Type: 'Notification',
  MessageId: `m-${n}`,
  TopicArn: 'arn:aws:sns:eu-west-1:123456789012:findings',
  Message: JSON.stringify(carried),
})

const marked = (item: object) => `\ufeff${JSON.stringify(item)}`

const tried = async (sender: Sender) => {
  const { job } = await startDedupDryRun(sender.admin, { sourceId: sender.id, rule: {} })
  return (await untilJob(node.platform, sender.tenant.id, job.id, ({ state }) => state === 'DONE')).result
}

async function alertsOf(sender: Sender) {
  return node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query<{ title: string; severity: number; occurrences: number }>(
      'SELECT title, severity, occurrences FROM alert ORDER BY id',
    ),
  )
}

const leak = { title: 'Credentials leaked', severity: 'CRITICAL', host: 'a' }

describe('a notification', () => {
  it('is opened in whatever form it arrives, and a dry run plays what arrived', async () => {
    const sender = await aSender(node)
    const sns = { 'x-amz-sns-message-type': 'Notification', 'content-type': 'text/plain; charset=UTF-8' }
    await sender.send(notification(leak, 1), sns)
    await sender.send([notification(leak, 2), notification({ ...leak, host: 'b' }, 3)])
    expect(await alertsOf(sender)).toMatchObject([{ title: leak.title, occurrences: 2 }, { occurrences: 1 }])
    expect(await tried(sender)).toMatchObject({ events: 3, alertsNow: 2, alertsThen: 2 })
  })

  it('is opened when it is replayed', async () => {
    const sender = await aSender(node)
    const place = { tenantId: sender.tenant.id, sourceId: sender.id }
    const ids = await someDeadLetters(node.platform, place, [notification(leak, 1)])
    await replayDeadLetters(sender.admin, { ids })
    expect(await alertsOf(sender)).toMatchObject([{ title: leak.title, severity: 5 }])
  })

  it.each([
    { Type: 'Notification', Message: '{"title":"x"}' },
    { ...notification(leak, 1), Message: 'plain words' },
    { ...notification(leak, 1), Message: '[1]' },
    { ...notification(leak, 1), TopicArn: 'elsewhere' },
  ])('stays as it is when it is none: %j', (item) => {
    expect(readText(JSON.stringify(item))).toMatchObject({ value: item })
  })
})

describe('a byte order mark', () => {
  it('hinders neither a dry run nor a split', async () => {
    const sender = await aSender(node)
    const scan = (port: number, n: number) => marked({ title: 'Port scan', host: 'a', dest_port: port, n })
    const bodies = [scan(22, 1), scan(80, 2)]
    const [first, second] = [await sender.send(bodies[0]), await sender.send(bodies[1])]
    expect(await storedTexts(node.platform, sender.tenant.id)).toEqual(bodies)
    expect(await tried(sender)).toMatchObject({ events: 2, alertsNow: 1 })
    const [alertId, eventId] = [first.body.items[0]?.alertId ?? '', second.body.items[0]?.eventId ?? '']
    const { newAlert, remembersBy } = await splitAlert(sender.admin, { alertId, eventIds: [eventId] })
    expect({ title: newAlert.title, remembersBy }).toEqual({ title: 'Port scan', remembersBy: 'dstPort' })
    expect(parsedJson(bodies[0] ?? '')).toMatchObject({ title: 'Port scan' })
  })

  it('is no part of what a line says', () => {
    expect(readLine(Buffer.from(marked({ n: 1 })))).toMatchObject({ value: { n: 1 } })
  })
})

it('replays the letters behind one that cannot be read', async () => {
  const sender = await aSender(node)
  const place = { tenantId: sender.tenant.id, sourceId: sender.id }
  await someDeadLetters(node.platform, place, ['{not JSON', marked({ title: 'Marked' }), { title: 'Plain' }])
  const { job } = await replayAllDeadLetters(sender.admin, { sourceId: sender.id })
  const { result } = await untilJob(node.platform, sender.tenant.id, job.id, ({ state }) => state === 'DONE')
  expect(result).toEqual({ replayed: 2, failed: 1 })
  const letters = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query('SELECT state, attempts, reason FROM dead_letter ORDER BY id'),
  )
  expect(letters).toMatchObject([
    { state: 'WAITING', attempts: 1, reason: 'is not JSON' },
    { state: 'REPLAYED' },
    { state: 'REPLAYED' },
  ])
})
