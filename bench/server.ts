import { randomBytes } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { ask, signIn } from '../scripts/client.mjs'
import { Fault, inProject } from '../scripts/project.mjs'
import { launchServer } from '../scripts/server-process.mjs'
import type { Store } from './store'

const adminEmail = 'admin@tocsin.local'
const firstTenant = 'default'

/** One signed-in person, in one tenant. */
export interface Person {
  url: string
  tenant: string
  cookie: string
}

/** The server as users start it, in a process of its own. */
export interface ServerUnderTest {
  url: string
  pid: number
  admin: Person
  stop(): Promise<void>
}

/** Starts the built server on a store; started again on the same store it finds its data and its people. */
export async function startServer(store: StoreWithSecrets, profile: string | null): Promise<ServerUnderTest> {
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const settings = {
    ...store.env,
    ...store.secrets,
    PORT: '0',
    LOG_LEVEL: 'warn',
    TOCSIN_ADMIN_EMAIL: adminEmail,
    TOCSIN_TENANT: firstTenant,
    REDIS_URL: store.engine === 'postgres' ? (process.env.REDIS_URL ?? '') : '',
  }
  const server = (await launchServer(settings, [
    process.execPath,
    ...flags,
    inProject('server/dist/server/src/main.js'),
  ])) as Launched
  const admin = await signIn(server.url, firstTenant, adminEmail, store.secrets.TOCSIN_ADMIN_PASSWORD)
  return { url: server.url, pid: server.child.pid ?? 0, admin, stop: () => stop(server) }
}

interface Launched {
  url: string
  child: ChildProcess
  output: string
  stop(): Promise<number | string>
}

/** A server that complained during a measurement has not been measured. */
async function stop(server: Launched): Promise<void> {
  const code = await server.stop()
  const complaints = server.output.split('\n').filter((line) => /"level":(?:"error"|"fatal"|50|60)/.test(line))
  if (code !== 0 || complaints.length > 0) {
    throw new Fault(
      `The server ended with ${code}:\n${[...complaints.slice(0, 5), server.output.slice(-2_000)].join('\n')}`,
    )
  }
}

export interface Secrets extends Record<string, string> {
  TOCSIN_ADMIN_PASSWORD: string
  TOCSIN_SECRET_KEY: string
}

export type StoreWithSecrets = Store & { secrets: Secrets }

export const withSecrets = (store: Store): StoreWithSecrets => ({
  ...store,
  secrets: {
    TOCSIN_ADMIN_PASSWORD: randomBytes(16).toString('hex'),
    TOCSIN_SECRET_KEY: randomBytes(32).toString('hex'),
  },
})

/** A webhook source in a tenant of its own, and everything that is needed to send to it. */
export interface Sender {
  tenant: string
  tenantId: string
  source: string
  sourceId: string
  secret: string
  kind: SenderKind
}

export type SenderKind = 'FINDINGS' | 'TELEMETRY'

/** Makes tenants with one source each, by the API, with limits that no load reaches. */
export async function createSenders(
  { admin }: ServerUnderTest,
  count: number,
  word: string,
  kind: SenderKind = 'FINDINGS',
): Promise<Sender[]> {
  const senders: Sender[] = []
  for (let index = 1; index <= count; index++) senders.push(await createSender(admin, `${word}-${index}`, kind))
  return senders
}

async function createSender(admin: Person, slug: string, kind: SenderKind): Promise<Sender> {
  const { createTenant } = (await ask(
    admin,
    'mutation Tenant($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } } }',
    { input: { slug, name: slug } },
  )) as { createTenant: { tenant: { id: string } } }
  const there = { ...admin, tenant: slug }
  const { createWebhookSource: made } = (await ask(
    there,
    'mutation Source($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { source { id } secret } }',
    { input: { slug: 'bench', name: 'Bench', kind } },
  )) as { createWebhookSource: { source: { id: string }; secret: string } }
  await ask(there, 'mutation Limit($input: UpdateSourceInput!) { updateSource(input: $input) { source { id } } }', {
    input: { id: made.source.id, ratePerSecond: 100_000, burst: 1_000_000 },
  })
  return {
    tenant: slug,
    tenantId: createTenant.tenant.id,
    source: 'bench',
    sourceId: made.source.id,
    secret: made.secret,
    kind,
  }
}

/** The sum over all labels of a counter (or of a histogram's `_count`) at /metrics. */
export async function metric({ url }: ServerUnderTest, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const values = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].map(([, value]) =>
    Number(value),
  )
  return values.reduce((sum, value) => sum + value, 0)
}
