import { someAlerts } from '../../test/alerts'
import { analystOf, testPlatform } from '../../test/harness'
import type { Context, Platform, TenantRef } from '../platform/context'
import { statementCount } from '../platform/database'
import { Direction } from '../platform/direction'
import { ruleIdentity } from '../rules/rule.identity'
import { updateRule } from '../rules/rule.update'
import { countsOf, falsePositiveRate } from './rule.count'
import { newestHistories, ruleHistoriesOf } from './rule.history'
import { listRules, type RuleListArgs } from './rule.list'
import { RuleSort } from './rule.order'
import { AlertStatus } from './alert.status'
import { Verdict } from './alert.verdict'

type Member = Context & { tenant: TenantRef }

let platform: Platform
let close: () => Promise<void>
let ctx: Member
beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  ctx = await furnished()
})
afterAll(() => close())

const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 4, minute))
const fired = (ruleId: string, minute: number, product = 'Wazuh') => ({
  ...{ product, ruleId, ruleName: `Rule ${ruleId}`, firstSeenAt: at(minute), techniques: ['T1110'] },
})

/** Rules a (3 alerts), b (2), c (1) and Falco's d (1), with verdicts on some of their alerts. */
async function furnished(): Promise<Member> {
  const member = await analystOf(platform)
  const made = await someAlerts(platform, member.tenant.id, [
    ...[
      fired('a', 1),
      fired('a', 2),
      fired('a', 3),
      fired('b', 9),
      fired('b', 4),
      fired('C', 5),
      fired('d', 6, 'Falco'),
    ],
    { title: 'opened by hand' },
  ])
  const judge = (index: number, verdict: Verdict, status = AlertStatus.CLOSED) =>
    platform.database.transaction({ tenantId: member.tenant.id }, (db) =>
      db.execute("UPDATE alert SET verdict = $2, status = $3, reason = 'seen', closed_at = now() WHERE id = $1", [
        made[index]?.id,
        verdict,
        status,
      ]),
    )
  await judge(0, Verdict.FALSE_POSITIVE)
  await judge(1, Verdict.TRUE_POSITIVE, AlertStatus.TRIAGED)
  await judge(3, Verdict.FALSE_POSITIVE, AlertStatus.SUPPRESSED)
  await judge(6, Verdict.UNKNOWN)
  return member
}

const names = async (args: RuleListArgs = {}, as = ctx) => (await listRules(as, args)).nodes.map(({ ruleId }) => ruleId)
const by = (field: RuleSort, direction = Direction.DESC) => ({ orderBy: { field, direction } })

it('lists what has fired, the busiest first unless said', async () => {
  expect((await names()).slice(0, 2)).toEqual(['a', 'b'])
  expect(await names(by(RuleSort.NAME, Direction.ASC))).toEqual(['a', 'b', 'C', 'd'])
  expect(await names(by(RuleSort.LAST_SEEN))).toEqual(['b', 'd', 'C', 'a'])
})

it('sorts by how often it is wrong, without a verdict last in either direction', async () => {
  const [worst, best] = [
    await names(by(RuleSort.FALSE_POSITIVE_RATE)),
    await names(by(RuleSort.FALSE_POSITIVE_RATE, Direction.ASC)),
  ]
  expect([worst.slice(0, 2), best.slice(0, 2)]).toEqual([
    ['b', 'a'],
    ['a', 'b'],
  ])
  expect([worst.slice(2).toSorted(), best.slice(2).toSorted()]).toEqual([
    ['C', 'd'],
    ['C', 'd'],
  ])
})

it.each(Object.values(RuleSort))('pages through them by %s, forwards and back', async (field) => {
  for (const direction of Object.values(Direction)) {
    const order = by(field, direction)
    const all = await names(order)
    expect(all).toHaveLength(4)
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await listRules(ctx, { ...order, first: 1, after })
      seen.push(...page.nodes.map(({ ruleId }) => ruleId))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(seen).toEqual(all)
    expect(await names({ ...order, last: 3 })).toEqual(all.slice(1))
  }
})

it('finds them by text, product, guide and owner', async () => {
  const id = ruleIdentity(ctx.tenant.id, 'wazuh', 'b')
  await updateRule(ctx, { id, guide: '# Look', ownerId: ctx.viewer?.id })
  expect(await names({ filter: { text: 'RULE c' } })).toEqual(['C'])
  expect(await names({ filter: { text: '%' } })).toEqual([])
  expect(await names({ filter: { product: 'falco' } })).toEqual(['d'])
  expect(await names({ filter: { hasGuide: true } })).toEqual(['b'])
  expect((await names({ filter: { hasGuide: false, product: 'Wazuh' } })).toSorted()).toEqual(['C', 'a'])
  expect(await names({ filter: { ownerId: ctx.viewer?.id } })).toEqual(['b'])
  expect(await (await listRules(ctx, { filter: { product: 'Wazuh' } })).totalCount()).toBe(3)
})

it('refuses what it cannot answer', async () => {
  const { pageInfo } = await listRules(ctx, { first: 1 })
  const wrong: RuleListArgs[] = [
    { first: 101 },
    { filter: { text: 'x'.repeat(201) } },
    { filter: { ownerId: 'me' } },
    { filter: { product: '' } },
    { after: pageInfo.endCursor, ...by(RuleSort.NAME) },
    { after: 'x' },
  ]
  for (const args of wrong) await expect(listRules(ctx, args)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
})

it('tells what became of their alerts, of all on a page in one statement', async () => {
  const ids = ['a', 'b', 'C'].map((ruleId) => ruleIdentity(ctx.tenant.id, 'Wazuh', ruleId))
  const fresh = { ...ctx }
  const counted = { statements: [] as string[] }
  const [a, b, c] = await statementCount.run(counted, () => Promise.all(ids.map((id) => countsOf(fresh, id))))
  expect(counted.statements.filter((sql) => sql.includes('FROM alert'))).toHaveLength(1)
  expect(a).toMatchObject({ alerts: 3, open: 2, lastSeenAt: at(3) })
  expect(a?.verdicts).toEqual([
    { verdict: 'FALSE_POSITIVE', count: 1 },
    { verdict: 'TRUE_POSITIVE', count: 1 },
  ])
  expect([a, b, c].map((one) => falsePositiveRate(one?.verdicts ?? []))).toEqual([0.5, 1, null])
  expect(b).toMatchObject({ alerts: 2, open: 1, lastSeenAt: at(9) })
})

it('holds a closing by the platform itself for no verdict', async () => {
  const counts = await countsOf({ ...ctx }, ruleIdentity(ctx.tenant.id, 'Falco', 'd'))
  expect(counts).toMatchObject({ alerts: 1, open: 0, verdicts: [{ verdict: 'UNKNOWN', count: 1 }] })
  expect(falsePositiveRate(counts.verdicts)).toBeNull()
})

it('gives the score the verdicts of the past 90 days, by rule', async () => {
  const old = { ...fired('a', 0), firstSeenAt: new Date(Date.now() - 91 * 86_400_000) }
  const [alert] = await someAlerts(platform, ctx.tenant.id, [old])
  const histories = await platform.database.transaction({ tenantId: ctx.tenant.id }, async (db) => {
    await db.execute(
      "UPDATE alert SET verdict = 'FALSE_POSITIVE', status = 'CLOSED', reason = 'seen', closed_at = now() WHERE id = $1",
      [alert?.id],
    )
    await db.execute('UPDATE alert SET first_seen_at = now() WHERE first_seen_at = ANY ($1)', [
      [at(1), at(2), at(9), at(6)],
    ])
    return ruleHistoriesOf(db)
  })
  expect(histories).toEqual(
    new Map([
      [ruleIdentity(ctx.tenant.id, 'Wazuh', 'a'), { verdicts: 2, falsePositives: 1 }],
      [ruleIdentity(ctx.tenant.id, 'Wazuh', 'b'), { verdicts: 1, falsePositives: 1 }],
    ]),
  )
})

it('takes the newest verdicts, of which a closing by the platform itself is none', async () => {
  const { tenant } = await analystOf(platform)
  const days = (ago: number) => new Date(Date.now() - ago * 86_400_000)
  const [judged, ended] = await someAlerts(
    platform,
    tenant.id,
    [fired('a', 0), fired('b', 0)].map((one, index) => ({ ...one, firstSeenAt: days(2 - index) })),
  )
  const closed = "status = 'CLOSED', reason = 'seen', closed_at = now() WHERE id = $1"
  const histories = await platform.database.transaction({ tenantId: tenant.id }, async (db) => {
    await db.execute(`UPDATE alert SET verdict = 'BENIGN', ${closed}`, [judged?.id])
    await db.execute(`UPDATE alert SET verdict = 'UNKNOWN', ${closed}`, [ended?.id])
    return newestHistories(db, 1)
  })
  const id = ruleIdentity(tenant.id, 'Wazuh', 'a')
  expect(histories).toEqual(new Map([[id, { verdicts: 1, falsePositives: 0 }]]))
})

it("shows, counts and weighs nothing of another tenant's", async () => {
  const stranger = await analystOf(platform)
  expect(await names({}, stranger)).toEqual([])
  expect(await countsOf(stranger, ruleIdentity(ctx.tenant.id, 'Wazuh', 'a'))).toMatchObject({ alerts: 0, verdicts: [] })
  const { id: tenantId } = stranger.tenant
  expect(await platform.database.transaction({ tenantId }, ruleHistoriesOf)).toEqual(new Map())
})
