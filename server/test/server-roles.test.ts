import { openDatabase, type OpenedDatabase } from '../src/platform/database-start'
import type { Config } from '../src/platform/config'
import { loadConfig } from '../src/platform/config'
import type { Log } from '../src/platform/logger'
import { startServer, type RunningServer } from '../src/server'
import { CutProxy } from './cut-proxy'
import { admin, openTestDatabase, ownDatabase, testConfig } from './harness'
import { jobRow, untilJob } from './jobs'
import { aSignedIn } from './people'
import { TestNode } from './test-node'
import { Role } from '../src/auth/role'

/** Servers that share one database, as they would on Postgres: the embedded one is reached through a door of its own. */
let proxy: CutProxy
let api: TestNode
let worker: RunningServer | undefined
const configOf = (role: string): Config =>
  loadConfig({
    PORT: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    DATABASE_URL: proxy.url,
    REDIS_URL: process.env.REDIS_URL,
    TOCSIN_SECRET_KEY: testConfig().TOCSIN_SECRET_KEY,
    TOCSIN_ADMIN_PASSWORD: admin.password,
    TOCSIN_ROLE: role,
  })

beforeAll(async () => {
  const { url, socketFolder } = ownDatabase()
  proxy = await new CutProxy(url ? new URL(url) : `${socketFolder}/.s.PGSQL.5432`).start()
  api = new TestNode(await startServer(configOf('api'), openTestDatabase))
  await api.server.ready
})
afterAll(async () => {
  await worker?.stop()
  await api.stop()
  await proxy.cut()
})

async function aTestJob(fails = false) {
  const { account, ctx } = await aSignedIn(api.platform, { role: Role.ADMIN })
  const boss = { cookie: `tocsin_session=${ctx.http.token}`, tenant: account.tenant.slug }
  const document = 'mutation ($fails: Boolean!) { runTestJob(input: { seconds: 0, fails: $fails }) { job { id } } }'
  const { data } = await api.gql<{ runTestJob: { job: { id: string } } }>(document, { fails }, boss)
  return { id: data.runTestJob.job.id, tenantId: account.tenant.id }
}

it('leaves jobs to a worker when it is an api, and a worker serves nobody and does them', async () => {
  const { id, tenantId } = await aTestJob()
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await jobRow(api.platform, tenantId, id)).toMatchObject({ state: 'QUEUED', attempts: 0 })

  worker = await startServer(configOf('worker'), openTestDatabase)
  await worker.ready
  await untilJob(api.platform, tenantId, id, (row) => row.state === 'DONE')
  const statusOf = async (path: string, init?: RequestInit) => (await fetch(`${worker?.url}${path}`, init)).status
  expect(await statusOf('/healthz')).toBe(200)
  expect(await statusOf('/readyz')).toBe(200)
  expect(await statusOf('/metrics')).toBe(200)
  expect(await statusOf('/')).toBe(404)
  expect(await statusOf('/api/v1/health')).toBe(404)
  expect(await statusOf('/graphql', { method: 'POST', body: '{}' })).toBe(404)
  expect(await statusOf('/api/v1/webhook/siem', { method: 'POST', body: '{}' })).toBe(404)
  const metrics = await (await fetch(`${worker.url}/metrics`)).text()
  expect(metrics).toMatch(/jobs_total\{task="job.test",outcome="done"\} [1-9]/)
  await worker.stop()
  worker = undefined
})

it('takes its work up again by itself when the database was away', async () => {
  const mayBeSuperuser = (config: Config): Config => ({ ...config, TOCSIN_ALLOW_SUPERUSER: !ownDatabase().url })
  const open = (config: Config, log: Log): Promise<OpenedDatabase> => openDatabase(mayBeSuperuser(config), log)
  worker = await startServer(mayBeSuperuser(configOf('worker')), open)
  await worker.ready
  const before = await aTestJob()
  await untilJob(api.platform, before.tenantId, before.id, (row) => row.state === 'DONE')
  await proxy.cut()
  const meanwhile = await aTestJob()
  await new Promise((resolve) => setTimeout(resolve, 3_000)) // it looks for jobs, and nobody answers
  expect(await jobRow(api.platform, meanwhile.tenantId, meanwhile.id)).toMatchObject({ state: 'QUEUED' })
  await proxy.start()
  await untilJob(api.platform, meanwhile.tenantId, meanwhile.id, (row) => row.state === 'DONE')
  await worker.stop()
  worker = undefined
})
