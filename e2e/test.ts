import { expect, test as base, type Page } from '@playwright/test'
import { ADMIN, RunningPlatform } from './platform'

interface Watched {
  /** What went wrong on any page of this test without being seen on the screen. */
  faults: string[]
}

/** Every test gets the running platform and fails when a page logs an error or asks any other host for anything. */
export const test = base.extend<{ watched: Watched }, { platform: RunningPlatform }>({
  platform: [
    // Playwright reads the needed fixtures from the first parameter's braces, also when there are none.
    async ({}, use) => {
      const platform = await RunningPlatform.start()
      await use(platform)
      await platform.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  watched: [
    async ({ context, platform }, use) => {
      const faults: string[] = []
      const home = new URL(platform.url).host
      context.on('request', (request) => {
        const { host, protocol } = new URL(request.url())
        if (/^(https?|wss?):$/.test(protocol) && host !== home) faults.push(`asked ${request.url()}`)
      })
      context.on('page', (page) =>
        page.on('pageerror', (error) => faults.push(`threw ${error.stack ?? error.message}`)),
      )
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(`logged ${message.text()}`)
      })
      await use({ faults })
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Signs in through the page and waits for the live list of the tenant. It follows: what arrives is shown at once instead of waiting for a click. */
export async function signInAs(page: Page, platform: RunningPlatform, tenant = 'default'): Promise<void> {
  await platform.admin()
  await page.goto(`${platform.url}/t/${tenant}/alerts`)
  await page.evaluate(() => localStorage.setItem('tocsin.follow', 'true'))
  await fillSignIn(page, platform.password)
  await expect(page).toHaveURL(`${platform.url}/t/${tenant}/alerts`)
  await isLive(page)
}

export async function fillSignIn(page: Page, password: string, email = ADMIN): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The page's own word that changes arrive by themselves. */
export async function isLive(page: Page): Promise<void> {
  await expect(page.locator('[data-live="live"]')).toBeVisible()
}

export const rowOf = (page: Page, title: string) => page.locator('[role=row][data-alert]', { hasText: title })

/** A title that no other test uses. */
export const someTitle = (what: string): string => `${what} ${Math.random().toString(36).slice(2, 10)}`
