import { untilJob } from '../../test/jobs'
import { aSignedIn } from '../../test/people'
import { startTestNode, type Caller, type TestNode } from '../../test/test-node'
import { Role } from '../auth/role'
import { firstIdAt } from '../platform/ids'
import { clearOldJobs } from './job.clear'

let node: TestNode
let boss: Caller
let tenantId: string
beforeAll(async () => (node = await startTestNode()))
afterAll(() => node.stop())
beforeEach(async () => {
  const { account, ctx } = await aSignedIn(node.platform, { role: Role.ADMIN })
  tenantId = account.tenant.id
  boss = { cookie: `tocsin_session=${ctx.http.token}`, tenant: account.tenant.slug }
})

interface ShownJob {
  id: string
  task: string
  state: string
  isDead: boolean
  attempts: number
  lastError: string | null
  progress: { done: number; total: number } | null
  result: Record<string, unknown> | null
  payload: unknown
}
const fields = 'id task state isDead attempts maxAttempts lastError progress { done total } result payload'

async function run(input: object, caller = boss): Promise<ShownJob> {
  const document = `mutation ($in: RunTestJobInput!) { runTestJob(input: $in) { job { ${fields} } } }`
  const { data, errors } = await node.gql<{ runTestJob: { job: ShownJob } }>(document, { in: input }, caller)
  if (errors) throw new Error(JSON.stringify(errors))
  return data.runTestJob.job
}

const over = (id: string) => untilJob(node.platform, tenantId, id, (row) => row.finished_at !== null)

async function jobs(args = '', caller = boss) {
  const page = `{ jobs${args} { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`
  const { data, errors } = await node.gql<{
    jobs: { nodes: ShownJob[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
  }>(page, {}, caller)
  return { ...data?.jobs, code: errors?.[0]?.extensions.code }
}

it('queues a job, does it, and shows how far it came and what came of it', async () => {
  const queued = await run({ seconds: 1 })
  expect(queued).toMatchObject({ task: 'job.test', state: 'QUEUED', attempts: 0, progress: null, result: null })
  await over(queued.id)
  const { data } = await node.gql<{ job: ShownJob; node: { __typename: string } }>(
    `query ($id: ID!) { job(id: $id) { ${fields} } node(id: $id) { __typename } }`,
    { id: queued.id },
    boss,
  )
  expect(data.job).toMatchObject({
    state: 'DONE',
    attempts: 1,
    progress: { done: 5, total: 5 },
    result: { worker: node.platform.nodeId, waitedMs: expect.any(Number) },
    payload: { seconds: 1, fails: false },
  })
  expect(data.node).toEqual({ __typename: 'Job' })
})

it('lists the newest first, page by page, and by state and task', async () => {
  const ids: string[] = []
  for (const fails of [false, true, false]) ids.push((await run({ seconds: 0, fails })).id)
  for (const id of ids) await over(id)
  const [first, second, third] = ids.reverse()
  const page = await jobs('(first: 2)')
  expect(page.nodes?.map(({ id }) => id)).toEqual([first, second])
  const rest = await jobs(`(first: 2, after: "${page.pageInfo?.endCursor}")`)
  expect(rest.nodes?.map(({ id }) => id)).toEqual([third])
  expect((await jobs('(state: FAILED, task: "job.test")')).nodes?.map(({ id }) => id)).toEqual([second])
  expect((await jobs('(task: "other.task")')).nodes).toEqual([])
  expect((await jobs(`(state: DONE, after: "${page.pageInfo?.endCursor}")`)).code).toBe('BAD_USER_INPUT')
  expect((await jobs('(first: 101)')).code).toBe('BAD_USER_INPUT')
})

it('retries a dead job under its id, with all its attempts, and no other', async () => {
  const retry = async (id: string) => {
    const document = `mutation ($id: ID!) { retryJob(input: { id: $id }) { job { ${fields} } } }`
    const { data, errors } = await node.gql<{ retryJob: { job: ShownJob } }>(document, { id }, boss)
    return errors?.[0]?.extensions.code ?? data.retryJob.job
  }
  const { id } = await run({ seconds: 0, fails: true })
  await over(id)
  expect((await jobs()).nodes?.[0]).toMatchObject({ id, isDead: true, lastError: 'It was asked to fail', attempts: 1 })
  expect(await retry(id)).toMatchObject({ id, state: 'QUEUED', isDead: false, attempts: 0 })
  await over(id)
  expect(await retry(id)).toMatchObject({ id, state: 'QUEUED' })
  await over(id)
  const done = await run({ seconds: 0 })
  await over(done.id)
  expect(await retry(done.id)).toBe('CONFLICT')
  expect(await retry('019aa0c0-0000-7000-8000-00000000dead')).toBe('NOT_FOUND')
  expect(await retry('none')).toBe('NOT_FOUND')
})

it('is queued again once when two retry it at the same moment', async () => {
  const { id } = await run({ seconds: 1, fails: true })
  await over(id)
  const document = 'mutation ($id: ID!) { retryJob(input: { id: $id }) { job { id } } }'
  const answers = await Promise.all([1, 2].map(() => node.gql(document, { id }, boss)))
  expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort()).toEqual(['CONFLICT', 'done'])
})

it('shows everybody of the tenant the jobs, and only those who manage them what they carry', async () => {
  const { id } = await run({ seconds: 0 })
  const { account, ctx } = await aSignedIn(node.platform, { role: Role.VIEWER })
  const own = { cookie: `tocsin_session=${ctx.http.token}`, tenant: account.tenant.slug }
  expect((await jobs('', own)).nodes).toEqual([])
  const colleague = await aSignedIn(node.platform, {
    role: Role.VIEWER,
    tenant: { id: tenantId, slug: String(boss.tenant), name: 'Acme' },
  })
  const viewer = { cookie: `tocsin_session=${colleague.ctx.http.token}`, tenant: boss.tenant }
  expect((await jobs('', viewer)).nodes).toEqual([expect.objectContaining({ id, payload: null })])
  await expect(run({ seconds: 0 }, viewer)).rejects.toThrow('FORBIDDEN')
})

it('bounds what a test job may ask for', async () => {
  await expect(run({ seconds: 61 })).rejects.toThrow('BAD_USER_INPUT')
})

it('tells of a job as it is queued, begins and ends', async () => {
  const live = node.subscribe<{ jobChanged: { kind: string; job: ShownJob } }>(
    `subscription { jobChanged { kind jobId job { id state } } }`,
    {},
    boss,
  )
  const first = live.next()
  await new Promise((resolve) => setTimeout(resolve, 300)) // the subscription is under way
  const { id } = await run({ seconds: 1 })
  const states: string[] = []
  for (let next = first; states.at(-1) !== 'DONE'; next = live.next()) {
    const { job } = ((await next).value as { data: { jobChanged: { job: ShownJob | null } } }).data.jobChanged
    if (!job) continue // RESYNC: the server has just found its Redis
    expect(job.id).toBe(id)
    states.push(job.state)
  }
  expect(states).toEqual(expect.arrayContaining(['RUNNING', 'DONE']))
  await live.return?.(undefined)
})

it('clears jobs that have long been over, dead ones later, and none that is under way', async () => {
  const { platform } = node
  const inTenant = <Row>(sql: string, params: unknown[] = []) =>
    platform.database.transaction({ tenantId }, (db) => db.query<Row>(sql, params))
  const aJobOf = async (state: string, days: number) => {
    const at = Date.now() - days * 24 * 3_600_000
    const [made] = await inTenant<{ id: string }>(
      "SELECT enqueued_id AS id FROM enqueue_job($1, 'test.clear', '{}', 1, NULL, NULL, NULL)",
      [firstIdAt(at)],
    )
    const over = state === 'QUEUED' ? null : new Date(at)
    await inTenant('UPDATE job SET state = $2, finished_at = $3 WHERE id = $1', [made?.id, state, over])
    return made?.id
  }
  const kept = [
    await aJobOf('DONE', 6),
    await aJobOf('FAILED', 8),
    await aJobOf('FAILED', 29),
    await aJobOf('QUEUED', 40),
  ]
  await aJobOf('DONE', 9)
  await aJobOf('FAILED', 31)
  expect(await clearOldJobs(platform, new AbortController().signal)).toBeGreaterThanOrEqual(2)
  const left = await inTenant<{ id: string }>('SELECT id FROM job')
  expect(left.map(({ id }) => id).sort()).toEqual([...kept].sort())
})
