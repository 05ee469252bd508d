import { anAlert, someAlerts } from '../../test/alerts'
import { aMember, testPlatform } from '../../test/harness'
import { aWorker, gate, jobRow, untilJob, untilLeft } from '../../test/jobs'
import { idOf, linksOf } from '../../test/observables'
import { Role } from '../auth/role'
import { cancelJob } from '../jobs/job.cancel'
import { retryJob } from '../jobs/job.retry'
import { addObservable } from '../observables/observable.service'
import { ObservableType } from '../observables/observable.type'
import type { Context, Platform, TenantRef } from '../platform/context'
import type { AnyTask } from '../platform/jobs'
import { ruleIdentity } from '../rules/rule.identity'
import { ruleById } from '../rules/rule.loader'
import { Criticality } from '../scoring/criticality'
import type { RiskFacts } from '../scoring/risk.facts'
import { updateRiskWeights } from '../scoring/risk.weights.service'
import { Severity } from '../scoring/severity'
import { assignAlert } from './alert.assign'
import { alertChangedTopic } from './alert.events'
import { rescoreEverywhere } from './rescore.everywhere'
import { rescoreAlerts } from './rescore.resolver'
import { rescoreTask } from './rescore.task'

type Member = Context & { tenant: TenantRef }

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const asset = { host: 'dc01', criticality: Criticality.CRITICAL }
const facts: RiskFacts = { severity: Severity.MEDIUM, asset }
const scored = { riskScore: 80, riskFacts: facts }
const sum = (alerts: number, more: object = {}) => ({ alerts, up: 0, down: 0, completed: 0, ...more })

const query = <Row = Record<string, unknown>>(ctx: Member, sql: string, params: unknown[] = []) =>
  platform.database.transaction({ tenantId: ctx.tenant.id }, (db) => db.query<Row>(sql, params))

const scoresOf = async (ctx: Member) => {
  const rows = await query<{ risk_score: number }>(ctx, 'SELECT risk_score FROM alert ORDER BY id')
  return rows.map(({ risk_score: score }) => score)
}

/** While a worker runs. */
async function whileWorking<T>(work: () => Promise<T>, task: AnyTask = rescoreTask): Promise<T> {
  const worker = aWorker(platform, [task])
  try {
    return await work()
  } finally {
    await worker.stop()
  }
}

/** The job's result, once it is done. */
const resultOf = async (ctx: Member, id: string) =>
  (await untilJob(platform, ctx.tenant.id, id, ({ state }) => state === 'DONE')).result

const run = (ctx: Member, matchesAfresh = false) =>
  whileWorking(async () => resultOf(ctx, (await rescoreAlerts(ctx, { matchesAfresh })).job.id))

const anAdmin = () => aMember(platform, { role: Role.ADMIN })
const weigh = (ctx: Member, weight: number) =>
  updateRiskWeights(ctx, { weights: { assets: [{ criticality: Criticality.CRITICAL, weight }] } })

it('scores stored alerts by the weights of now, tells it once, and disturbs nobody who edits', async () => {
  const [ctx, stranger] = [await anAdmin(), await anAdmin()]
  const [alert] = await someAlerts(
    platform,
    ctx.tenant.id,
    Array.from({ length: 1_100 }, () => scored),
  )
  await anAlert(platform, stranger.tenant.id, scored)
  await weigh(ctx, 0)
  const heard: unknown[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(...(news as unknown[])))
  expect(await run(ctx)).toEqual(sum(1_100, { down: 1_100 }))
  stop()
  expect(heard).toEqual([{ tenantId: ctx.tenant.id, isWide: true }])
  expect(new Set(await scoresOf(ctx))).toEqual(new Set([50]))
  expect(await scoresOf(stranger)).toEqual([80])
  const [row] = await query(ctx, 'SELECT version, change_seq, risk_explanation FROM alert WHERE id = $1', [alert?.id])
  expect(row).toMatchObject({
    version: 1,
    change_seq: 2,
    risk_explanation: [{ points: 50 }, { factor: 'asset', points: 0 }],
  })
  await assignAlert(ctx, { alertId: alert?.id ?? '', assigneeId: ctx.viewer?.id, expectedVersion: 1 })
  const entries = await query(ctx, "SELECT action FROM audit_entry WHERE action LIKE '%rescore%'")
  expect(entries).toHaveLength(1)
})

it('changes nothing where nothing is to be changed', async () => {
  const ctx = await anAdmin()
  await someAlerts(
    platform,
    ctx.tenant.id,
    [{}, {}].map(() => ({ riskFacts: { severity: Severity.MEDIUM } })),
  )
  expect(await run(ctx)).toEqual(sum(2))
  expect(await query(ctx, 'SELECT DISTINCT change_seq FROM alert')).toEqual([{ change_seq: 1 }])
})

it('goes on behind what was done, once it was cancelled and is retried', async () => {
  const ctx = await anAdmin()
  await someAlerts(
    platform,
    ctx.tenant.id,
    Array.from({ length: 1_200 }, () => scored),
  )
  await weigh(ctx, 0)
  const [afterFirst, paused] = [gate(), gate()]
  let looks = 0
  const slow: AnyTask = {
    ...rescoreTask,
    perform: (given, payload) => {
      const progress = async (done: number, total: number) => {
        await given.progress(done, total)
        if (++looks > 1) return
        paused.open()
        await afterFirst.opened
      }
      return rescoreTask.perform({ ...given, progress }, payload)
    },
  }
  const { job } = await rescoreAlerts(ctx, { matchesAfresh: false })
  await whileWorking(async () => {
    await paused.opened
    await cancelJob(ctx, { id: job.id })
    afterFirst.open()
    await untilLeft(platform, job.id)
  }, slow)
  expect(await jobRow(platform, ctx.tenant.id, job.id)).toMatchObject({ state: 'FAILED', progress_total: '1200' })
  const [oldest, newest] = [Array<number>(700).fill(80), Array<number>(500).fill(50)]
  expect(await scoresOf(ctx)).toEqual([...oldest, ...newest])
  await retryJob(ctx, { id: job.id })
  expect(await whileWorking(() => resultOf(ctx, job.id))).toEqual(sum(1_200, { down: 1_200 }))
  expect(new Set(await scoresOf(ctx))).toEqual(new Set([50]))
  expect(await query(ctx, 'SELECT DISTINCT change_seq FROM alert')).toEqual([{ change_seq: 2 }])
})

it('gives alerts of before their rule, values and facts, as first seen with the earliest', async () => {
  const ctx = await anAdmin()
  await addObservable(ctx, { type: ObservableType.DOMAIN, value: 'evil.test', isIoc: true })
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  const [first, second] = await someAlerts(
    platform,
    ctx.tenant.id,
    [1, 2].map((day) => ({ host: 'web-1', domain: 'evil.test', severity: Severity.LOW, firstSeenAt: at(day) })),
  )
  await query(
    ctx,
    "UPDATE alert SET product = 'Wazuh', rule_id = '5712', rule_name = 'Rule of ' || extract(day FROM first_seen_at)",
  )
  expect(await run(ctx)).toEqual(sum(2, { up: 2, completed: 2 }))
  const rule = await ruleById(ctx, ruleIdentity(ctx.tenant.id, 'Wazuh', '5712'))
  expect(rule).toMatchObject({ name: 'Rule of 1', firstSeenAt: at(1), version: 1 })
  const held = [idOf(ctx.tenant.id, 'DOMAIN', 'evil.test'), idOf(ctx.tenant.id, 'HOSTNAME', 'web-1')]
  for (const alert of [first, second]) {
    expect(await linksOf(platform, ctx.tenant.id, alert?.id ?? '')).toEqual(held.toSorted())
  }
  const [seen] = await query(ctx, "SELECT first_seen_at FROM observable WHERE type = 'HOSTNAME'")
  expect(seen).toEqual({ first_seen_at: at(1) })
  const rows = await query(
    ctx,
    "SELECT detection_rule_id AS rule, risk_facts ->> 'knownBad' AS bad, version FROM alert",
  )
  expect(rows).toEqual([1, 2].map(() => ({ rule: rule?.id, bad: 'evil.test', version: 1 })))
  expect(await run(ctx)).toEqual(sum(2))
})

it('is queued for every tenant by an operator, each on record', async () => {
  const all = [await anAdmin(), await anAdmin()]
  expect(await rescoreEverywhere(platform.database)).toBeGreaterThanOrEqual(2)
  for (const ctx of all) {
    expect(await query(ctx, 'SELECT task, state FROM job')).toEqual([{ task: 'alert.rescore', state: 'QUEUED' }])
    const entries = await query(ctx, "SELECT actor_kind FROM audit_entry WHERE action = 'alert.rescore'")
    expect(entries).toEqual([{ actor_kind: 'SYSTEM' }])
  }
})

it('takes what somebody else is changing when they are done', async () => {
  if (platform.database.isOneBackend) return // there, transactions wait for each other as a whole
  const ctx = await anAdmin()
  const [, middle] = await someAlerts(platform, ctx.tenant.id, [scored, scored, scored])
  await weigh(ctx, 0)
  const [held, free] = [gate(), gate()]
  const holding = platform.database.transaction({ tenantId: ctx.tenant.id }, async (db) => {
    await db.query('SELECT id FROM alert WHERE id = $1 FOR UPDATE', [middle?.id])
    held.open()
    await free.opened
  })
  await held.opened
  const { job } = await rescoreAlerts(ctx, { matchesAfresh: false })
  await whileWorking(async () => {
    await untilJob(platform, ctx.tenant.id, job.id, ({ progress_done: done }) => done === '2')
    expect(await scoresOf(ctx)).toEqual([50, 80, 50])
    free.open()
    await holding
    expect(await resultOf(ctx, job.id)).toEqual(sum(3, { down: 3 }))
  })
})
