import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ask } from '../scripts/client.mjs'
import { freePort } from '../scripts/server-process.mjs'
import { allProofs, type Endpoint, type Proof } from '../web/src/lib/snippets/endpoint'
import { guides } from '../web/src/lib/snippets/guides'
import { samples } from '../web/src/lib/snippets/samples'
import type { RunningPlatform } from './platform'
import { expect, someTitle, test } from './test'

/** The scripts that the pages offer, run as they stand against a real server. */
const folder = mkdtempSync(join(tmpdir(), 'tocsin-snippets-'))
const children: ChildProcess[] = []
test.afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')))
test.afterAll(() => rmSync(folder, { recursive: true }))

const isInstalled = (command: string) => spawnSync(command, ['-c', '']).error === undefined
const needs = (command: string) => test.skip(!process.env.CI && !isInstalled(command), `${command} is not installed`)

interface Run {
  input?: string
  env?: Record<string, string>
}

/** Runs a program to its end. */
function run(command: string, args: string[], { input = '', env }: Run = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env } })
    children.push(child)
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
    child.stdin.end(input)
  })
}

function stay(command: string, args: string[], env: Record<string, string>): void {
  children.push(spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' }))
}

/** A source of its own for each test, so that its deliveries are known. */
async function newSource(platform: RunningPlatform, authentication: Proof, secret?: string) {
  const slug = someTitle('s').toLowerCase().replace(' ', '-')
  const admin = await platform.admin()
  const { createWebhookSource: made } = await ask(
    admin,
    'mutation Source($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { secret source { id } } }',
    { input: { slug, name: slug, authentication, secret } },
  )
  const endpoint: Endpoint = { origin: platform.url, tenant: 'default', slug, secret: made.secret }
  const outcomes = async (): Promise<string[]> => {
    const { deliveries } = await ask(
      admin,
      'query Sent($id: ID!) { deliveries(sourceId: $id) { nodes { outcome reason } } }',
      { id: made.source.id },
    )
    return deliveries.nodes.map(({ outcome, reason }: { outcome: string; reason: string | null }) =>
      reason ? `${outcome}: ${reason}` : outcome,
    )
  }
  return { endpoint, outcomes }
}

/** The script of a product's guide, in a file. */
function scriptOf(product: string, label: string, endpoint: Endpoint, ending = '.py'): string {
  const steps = guides[product]?.steps({ ...endpoint, secret: null }, 'SIGNATURE') ?? []
  const code = steps.flatMap(({ codes = [] }) => codes).find((one) => one.label === label)
  if (!code) throw new Error(`The guide of ${product} has no ${label}`)
  const file = join(folder, `${product}${ending}`)
  writeFileSync(file, code.code)
  return file
}

const interpreters: Record<string, string> = { curl: 'sh', Node: 'node', Python: 'python3' }

for (const proof of allProofs) {
  for (const { label } of samples({ origin: 'http://x', tenant: 't', slug: 's', secret: null }, proof)) {
    test(`${label} sends by ${proof}, with the secret filled in and from the environment`, async ({ platform }) => {
      const command = interpreters[label] ?? ''
      needs(command)
      const given = ['STANDARD_WEBHOOKS', 'URL_TOKEN'].includes(proof) ? undefined : `whs_'"$(id)\`&<>!` // theirs have a form of their own
      const { endpoint, outcomes } = await newSource(platform, proof, given)
      for (const secret of [endpoint.secret, null]) {
        const code = samples({ ...endpoint, secret }, proof).find((one) => one.label === label)?.code
        const { out, err } = await run(command, [], { input: code, env: { SECRET: endpoint.secret ?? '' } })
        expect(err).toBe('')
        expect(out).toContain('"status":"accepted"')
        await new Promise((resolve) => setTimeout(resolve, 1_100)) // another second, another event
      }
      expect(await outcomes()).toEqual(['ACCEPTED', 'ACCEPTED'])
    })
  }
}

test("Wazuh's integration script signs the alert that it is called with", async ({ platform }) => {
  needs('python3')
  const { endpoint, outcomes } = await newSource(platform, 'SIGNATURE')
  const script = scriptOf('wazuh', 'custom-tocsin', endpoint)
  const alert = join(folder, 'alert.json')
  writeFileSync(alert, `${JSON.stringify({ rule: { level: 10, description: 'Ünusual' }, agent: { name: 'web-1' } })}\n`)
  const url = `${platform.url}/api/v1/webhook/default/${endpoint.slug}`
  const sent = await run('python3', [script, alert, endpoint.secret ?? '', url])
  expect(sent).toMatchObject({ code: 0, err: '' })
  expect((await run('python3', [script, alert, 'another secret', url])).code).toBe(1)
  // Refusals are gathered for a moment before they are kept.
  await expect.poll(async () => (await outcomes()).sort()).toEqual(['ACCEPTED', 'REFUSED: signature mismatch'])
})

test("Splunk's alert action signs what it is given on standard input", async ({ platform }) => {
  needs('python3')
  const { endpoint, outcomes } = await newSource(platform, 'SIGNATURE')
  const configuration = {
    url: `${platform.url}/api/v1/webhook/default/${endpoint.slug}`,
    secret: endpoint.secret ?? '',
  }
  const input = JSON.stringify({ configuration, search_name: 'Many failures', sid: '1', result: { user: 'ada' } })
  const { code, err } = await run('python3', [scriptOf('splunk', 'bin/tocsin.py', endpoint), '--execute'], { input })
  expect(err).toContain('answered 202')
  expect(code).toBe(0)
  expect(await outcomes()).toEqual(['ACCEPTED'])
})

test('the relay knows a product by its token, answers the challenge of Okta, signs and passes on', async ({
  platform,
}) => {
  needs('python3')
  const { endpoint, outcomes } = await newSource(platform, 'SIGNATURE')
  const port = `${await freePort()}`
  const env = { TOCSIN_SECRET: endpoint.secret ?? '', RELAY_TOKEN: 'let-me-in', RELAY_PORT: port }
  stay('python3', [scriptOf('generic', 'tocsin_relay.py', endpoint)], env)
  const relay = `http://127.0.0.1:${port}`
  const challenge = { Authorization: 'let-me-in', 'X-Okta-Verification-Challenge': 'abc' }
  await expect
    .poll(() =>
      fetch(relay, { headers: challenge }).then(
        (answer) => answer.text(),
        () => '',
      ),
    )
    .toBe('{"verification": "abc"}')
  const post = (path: string, headers = {}) => fetch(relay + path, { method: 'POST', body: '{"title":"x"}', headers })
  expect((await post('/')).status).toBe(401)
  expect((await post('/let-me-in')).status).toBe(202)
  expect(await (await post('/', { 'cf-webhook-auth': 'let-me-in' })).json()).toMatchObject({ duplicates: 1 })
  expect(await outcomes()).toEqual(['DUPLICATE', 'ACCEPTED'])
})

test('the tailer sends the alerts that Suricata writes, also after rotation', async ({ platform }) => {
  needs('python3')
  const { endpoint, outcomes } = await newSource(platform, 'SIGNATURE')
  const eve = join(folder, 'eve.json')
  const line = (type: string, n: number) => `${JSON.stringify({ event_type: type, alert: { signature: `S${n}` } })}\n`
  writeFileSync(eve, line('alert', 0))
  stay('python3', [scriptOf('suricata', 'tocsin_suricata.py', endpoint), eve], {
    TOCSIN_SECRET: endpoint.secret ?? '',
  })
  // Only what is written from now on is sent, so write until the script has begun to follow the file.
  let n = 1
  await expect
    .poll(
      async () => {
        appendFileSync(eve, line('dns', n) + line('alert', n++))
        return (await outcomes()).length
      },
      { intervals: [1_000] },
    )
    .toBeGreaterThan(0)
  rmSync(eve)
  writeFileSync(eve, line('alert', 1_000))
  const before = (await outcomes()).length
  await expect.poll(async () => (await outcomes()).length).toBeGreaterThan(before)
  expect(new Set(await outcomes())).toEqual(new Set(['ACCEPTED']))
})

test("the script asks SentinelOne's console for new threats and sends each once", async ({ platform }) => {
  needs('python3')
  const { endpoint, outcomes } = await newSource(platform, 'SIGNATURE')
  const asked: (string | undefined)[] = []
  const threat = { id: '1', threatInfo: { threatName: 'x.exe', createdAt: '2026-01-01T00:00:00.000000Z' } }
  const consoleServer = createServer((request, response) => {
    asked.push(request.headers.authorization, new URL(request.url ?? '', 'http://x').searchParams.get('createdAt__gt')!)
    response.end(JSON.stringify({ data: asked.length > 2 ? [] : [threat], pagination: {} }))
  })
  await new Promise<void>((resolve) => consoleServer.listen(0, '127.0.0.1', resolve))
  const env = {
    TOCSIN_SECRET: endpoint.secret ?? '',
    S1_URL: `http://127.0.0.1:${(consoleServer.address() as AddressInfo).port}`,
    S1_TOKEN: 'token',
    S1_STATE: join(folder, 'since'),
  }
  const script = scriptOf('sentinelone', 'tocsin_sentinelone.py', endpoint)
  for (const count of [1, 0]) {
    const { out, err } = await run('python3', [script, '--once'], { env })
    expect(err).toBe('')
    expect(out).toContain(`${count} sent`)
  }
  consoleServer.close()
  expect(asked).toEqual(['ApiToken token', expect.any(String), 'ApiToken token', threat.threatInfo.createdAt])
  expect(await outcomes()).toEqual(['ACCEPTED'])
})

test("the Worker checks Cloudflare's header, signs and passes on", async ({ platform }) => {
  const { endpoint, outcomes } = await newSource(platform, 'SIGNATURE')
  const file = scriptOf('cloudflare', 'worker.js', endpoint, '.mjs')
  const program = `const { default: worker } = await import(${JSON.stringify(pathToFileURL(file).href)})
    const env = { TOCSIN_SECRET: process.env.SECRET, RELAY_TOKEN: 'let-me-in' }
    for (const token of ['wrong', 'let-me-in']) {
      const headers = { 'cf-webhook-auth': token }
      const answer = await worker.fetch(new Request('http://x', { method: 'POST', body: '{"text":"DDoS"}', headers }), env)
      console.log(String(answer.status))
    }`
  const args = ['--input-type=module', '--eval', program]
  const { out, err } = await run(process.execPath, args, { env: { SECRET: endpoint.secret ?? '' } })
  expect(err).toBe('')
  expect(out).toBe('401\n202\n')
  expect(await outcomes()).toEqual(['ACCEPTED'])
})
