import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { ask } from '../scripts/client.mjs'
import { ADMIN, RunningPlatform, type Person } from './platform'
import { watch } from './watch'

interface Fixtures {
  watched: {
    /** What went wrong on any page of this test without being seen on the screen. */
    faults: string[]
  }
  /** A browser of somebody else's, or of the administrator's on another machine; watched like the test's own. */
  visit: (person?: Person) => Promise<Page>
}

/**
 * Every test gets the running platform, and a browser in which the administrator is signed in already: signing in has its own tests. It
 * fails when a page logs an error or asks any other host for anything.
 */
export const test = base.extend<Fixtures, { platform: RunningPlatform }>({
  platform: [
    // Playwright reads the needed fixtures from the first parameter's braces, also when there are none.
    async ({}, use) => {
      const platform = await RunningPlatform.start()
      await use(platform)
      await platform.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  storageState: async ({ platform }, use) => use(stateOf(await platform.admin())),
  watched: [
    async ({ context, platform }, use) => {
      const faults: string[] = []
      watch(context, new URL(platform.url).host, faults)
      await use({ faults })
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
  visit: async ({ browser, platform, watched }, use) => {
    const opened: BrowserContext[] = []
    await use(async (person) => {
      const context = await newContext(browser, person ?? (await platform.admin()))
      watch(context, new URL(platform.url).host, watched.faults)
      opened.push(context)
      return context.newPage()
    })
    for (const context of opened) await context.close()
  },
})

export { expect }

/** A browser as it starts: nobody is signed in. */
export const signedOut = { cookies: [], origins: [] }

const newContext = (browser: Browser, person: Person) => browser.newContext({ storageState: stateOf(person) })

function stateOf({ url, cookie }: Person) {
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  const flags = { httpOnly: true, secure: false, sameSite: 'Lax' } as const
  return { cookies: [{ name, value, domain: new URL(url).hostname, path: '/', expires: -1, ...flags }], origins: [] }
}

/** Signs in through the form and waits for the live queue. */
export async function signIn(page: Page, platform: RunningPlatform): Promise<void> {
  await page.goto(`${platform.url}/t/default/alerts`)
  await fillSignIn(page, platform.password)
  await expect(page).toHaveURL(`${platform.url}/t/default/alerts`)
  await isLive(page)
}

export async function fillSignIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(ADMIN)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The live queue, as its address tells: `{ query: '?severity=HIGH' }`. */
export async function openQueue(
  page: Page,
  platform: RunningPlatform,
  { tenant = 'default', query = '' } = {},
): Promise<void> {
  await page.goto(`${platform.url}/t/${tenant}/alerts${query}`)
  await isLive(page)
  await expect(page.getByRole('grid').or(page.locator('main h2')).first()).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** The page's own word that changes arrive by themselves. */
export async function isLive(page: Page): Promise<void> {
  await expect(page.locator('[data-live="live"]')).toBeVisible()
}

export const rowOf = (page: Page, title: string) => page.locator('[role=row][data-alert]', { hasText: title })

/** A word that nothing else holds: what a test makes is found by it, and by nothing else. */
export const someWord = (): string => `w${Math.random().toString(36).slice(2, 10)}`

/** A title that no other test uses. */
export const someTitle = (what: string): string => `${what} ${someWord()}`

/** One signed alert; returns its id. */
export async function sendAlert(
  platform: RunningPlatform,
  title: string,
  fields: Record<string, unknown> = {},
): Promise<string> {
  const payload = { source: 'edr', type: 'x', severity: 'high', title, entity: 'host-2', ...fields }
  const { status, answer } = await platform.send(platform.siem, payload)
  expect(status).toBe(202)
  return answer?.items[0]?.alertId ?? ''
}

/** A key that may do these things, as an administrator makes it. */
export async function newKey(platform: RunningPlatform, name: string, scopes: string[]): Promise<string> {
  const { createApiKey } = await ask(
    await platform.admin(),
    'mutation Key($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { name, scopes } },
  )
  return createApiKey.secret
}

/** As an agent sends it. */
export async function sendHeartbeat(platform: RunningPlatform, key: string, heartbeat: object): Promise<void> {
  const response = await fetch(`${platform.url}/agents/heartbeat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify(heartbeat),
  })
  expect(response.status).toBe(200)
}
