import { spawnSync } from 'node:child_process'
import type { Browser, Page } from '@playwright/test'
import { ask } from '../scripts/client.mjs'
import { everyBlock, pythonWith, RunningProgram, runProgram, servePage } from './guides'
import type { RunningPlatform } from './platform'
import { expect, newKey, someTitle, test } from './test'

/** Every program of the guides, and where below it is run. Whoever adds one has to add it here as well. */
const runs: Record<string, string> = {
  'first-webhook webhook.mjs': 'sends',
  'first-webhook webhook.py': 'sends',
  'first-webhook App.vue': 'page',
  'first-query query.mjs': 'reads',
  'first-query query.py': 'reads',
  'first-query App.vue': 'page',
  'first-subscription watch.mjs': 'watches',
  'first-subscription watch.py': 'watches',
  'first-subscription App.vue': 'page',
  'filters-and-paging all-alerts.mjs': 'reads',
  'errors-and-retries send-with-retry.mjs': 'sends',
}
const titlesSent: Record<string, string> = {
  'webhook.mjs': 'Office program started a shell',
  'webhook.py': 'Sign-in from two countries within an hour',
  'send-with-retry.mjs': 'Backup failed',
}
const thatDo = (deed: string) =>
  Object.keys(runs)
    .filter((name) => runs[name] === deed)
    .map((name) => name.split(' '))

test('every block of code in the guides is tried by one of these tests', () => {
  const programs = everyBlock.filter(({ language }) => ['js', 'python', 'vue'].includes(language))
  expect(programs.map(({ slug, title }) => `${slug} ${title}`).sort()).toEqual(Object.keys(runs).sort())
  for (const { language, code } of everyBlock) {
    if (language === 'json') JSON.parse(code)
    else if (language === 'sh') expect(code).toMatch(/^(curl|export|npm install|pip install) /)
    else if (language === 'yaml') expect(code).toMatch(/^[a-z]+:\n {2}[a-z]+: /)
    else if (language === 'csv') expect(code).toMatch(/^[a-z]+(,[a-z]+)+\n/)
    else expect(['js', 'python', 'vue', 'graphql']).toContain(language)
  }
})

for (const [slug = '', file = ''] of thatDo('sends')) {
  test(`${slug}: ${file} delivers an alert`, async ({ platform }) => {
    expect(runProgram(slug, file, platform.url, { SECRET: platform.siem.secret })).toMatch(/accepted|stored as/)
    expect(await alertsTitled(platform, titlesSent[file] ?? '')).toHaveLength(1)
  })
}

for (const [slug = '', file = ''] of thatDo('reads')) {
  test(`${slug}: ${file} shows an alert`, async ({ platform }) => {
    const title = await someAlert(platform, 'critical')
    expect(runProgram(slug, file, platform.url, { KEY: await aKey(platform) })).toContain(title)
  })
}

test('the requests with curl are answered', async ({ platform }) => {
  const KEY = await aKey(platform)
  for (const { code } of everyBlock.filter(({ language, code }) => language === 'sh' && code.startsWith('curl'))) {
    const input = code.replaceAll('http://127.0.0.1:4000', platform.url)
    const { stdout } = spawnSync('sh', [], { input, env: { ...process.env, KEY }, encoding: 'utf8' })
    expect(JSON.parse(stdout)).toEqual({ data: expect.any(Object) })
  }
})

test('every operation of the guides is answered, with each of its variables', async ({ platform }) => {
  const admin = await platform.admin()
  let query = ''
  for (const { language, title, code } of everyBlock) {
    if (language === 'graphql') await ask(admin, (query = code))
    if (title === 'variables') await ask(admin, query, JSON.parse(code))
  }
})

test('first-subscription: watch.mjs and watch.py tell what changes, also after the server was restarted', async ({
  platform,
}) => {
  test.setTimeout(120_000)
  const python = pythonWith('websockets')
  test.skip(!python && !process.env.CI, 'no Python with the package websockets')
  const KEY = await aKey(platform)
  const start = (interpreter: string, file: string) =>
    new RunningProgram(interpreter, 'first-subscription', file, platform.url, { KEY })
  const watchers = [start(process.execPath, 'watch.mjs'), start(python ?? 'python3', 'watch.py')]
  const allSay = async (pattern: RegExp) => {
    for (const watcher of watchers) await expect.poll(() => watcher.output, { timeout: 40_000 }).toMatch(pattern)
  }
  try {
    await allSay(/^loaded \d+ alerts$/m)
    const title = await someAlert(platform)
    await allSay(new RegExp(`^CREATED \\S+ HIGH ${title}$`, 'm'))
    await close(platform, title)
    await allSay(new RegExp(`^LEFT \\S+ HIGH ${title}$`, 'm'))
    await platform.stop()
    await platform.startAgain()
    await allSay(/loaded \d+ alerts[^]*loaded \d+ alerts/)
    await allSay(new RegExp(`^CREATED \\S+ HIGH ${await someAlert(platform)}$`, 'm'))
  } finally {
    for (const watcher of watchers) watcher.stop()
  }
})

test('first-webhook: the Vue page opens an alert as the person who is signed in', async ({ browser, platform }) => {
  await onPage('first-webhook', browser, platform, async (page) => {
    const title = someTitle('Reported')
    await page.getByLabel('What happened?').fill(title)
    await page.getByRole('button', { name: 'Report' }).click()
    await expect(page.getByRole('status')).toHaveText(/^Opened DEFAULT-\d+$/)
    expect(await alertsTitled(platform, title)).toHaveLength(1)
  })
})

test('first-query: the Vue page lists alerts', async ({ browser, platform }) => {
  const title = await someAlert(platform, 'critical')
  await onPage('first-query', browser, platform, (page) => expect(page.getByText(title)).toBeVisible())
})

test('first-subscription: the list of the Vue page keeps itself', async ({ browser, platform }) => {
  await onPage('first-subscription', browser, platform, async (page) => {
    await expect(page.getByRole('status')).toHaveText('live')
    const title = await someAlert(platform)
    await expect(page.getByText(title)).toBeVisible()
    await close(platform, title)
    await expect(page.getByText(title)).toBeHidden()
  })
})

/** The guide's page on an origin of its own, in a browser that is signed in to Tocsin as every test's is, but may ask two hosts. */
async function onPage(slug: string, browser: Browser, platform: RunningPlatform, look: (page: Page) => Promise<void>) {
  const stop = await servePage(slug, platform.url, platform.allowedOrigin)
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', ({ message }) => faults.push(message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(platform.allowedOrigin)
    await look(page)
    expect(faults).toEqual([])
  } finally {
    await context.close()
    await stop()
  }
}

async function someAlert(platform: RunningPlatform, severity = 'high'): Promise<string> {
  const title = someTitle('Guide')
  await platform.send(platform.siem, { title, type: title, severity, entity: 'guide-1' })
  return title
}

const aKey = (platform: RunningPlatform) => newKey(platform, someTitle('Guide'), ['alert:read'])

async function alertsTitled(platform: RunningPlatform, title: string): Promise<{ id: string }[]> {
  const query = 'query Titled($title: String!) { alerts(filter: { title: { eq: $title } }) { nodes { id } } }'
  return (await ask(await platform.admin(), query, { title })).alerts.nodes
}

async function close(platform: RunningPlatform, title: string): Promise<void> {
  const [alert] = await alertsTitled(platform, title)
  const input = { alertId: alert?.id, status: 'CLOSED', verdict: 'TEST', reason: 'Guide' }
  await ask(
    await platform.admin(),
    'mutation Close($input: SetAlertStatusInput!) { setAlertStatus(input: $input) { alert { id } } }',
    { input },
  )
}
