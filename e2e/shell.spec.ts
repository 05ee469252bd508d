import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, signInAs, someTitle, test } from './test'

const heading = (page: Page) => page.locator('main h1')

async function expectClean(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([])
  }
}

test('the keyboard goes from page to page, and the new page is read out from its heading', async ({
  page,
  platform,
}) => {
  await signInAs(page, platform)
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page).toHaveURL(/\/t\/default\/sources$/)
  await expect(heading(page)).toBeFocused()
  await expect(page).toHaveTitle('Sources · Default · Tocsin')

  await page.keyboard.press('[')
  await expect(page.getByRole('button', { name: 'Expand the sidebar' })).toBeVisible()
  await page.keyboard.press('[')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Search and commands')
  await expectClean(page)
  // A page's keys do nothing while a dialog covers it.
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await expect(page).toHaveURL(/\/sources$/)
})

test('the palette finds pages, and alerts by their key and their words', async ({ page, platform }) => {
  await signInAs(page, platform)
  const title = someTitle('Needle in a haystack')
  await platform.send(platform.siem, { source: 'a', type: 'x', severity: 'high', title, entity: 'a' })
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('api ke')
  await expect(palette.getByRole('option', { name: /API keys/ })).toHaveAttribute('aria-selected', 'true')

  await palette.getByRole('combobox').fill(title.split(' ').at(-1) ?? '')
  const found = palette.getByRole('option', { name: new RegExp(title) })
  await expect(found).toBeVisible()
  await expectClean(page)
  const [key = ''] = /[A-Z]+-\d+/.exec((await found.textContent()) ?? '') ?? []
  await palette.getByRole('combobox').fill(key.toLowerCase())
  await expect(found).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect(heading(page)).toContainText(title)
})

test('what does not exist says so inside the shell, and a tenant that is not mine without it', async ({
  page,
  platform,
  watched,
}) => {
  await signInAs(page, platform)
  await page.goto(`${platform.url}/t/default/no-such-page`)
  await expect(heading(page)).toHaveText('This page does not exist')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expectClean(page)
  await page.goto(`${platform.url}/t/nobody/alerts`)
  await expect(heading(page)).toContainText('No tenant “nobody” for you')
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  // Chromium itself logs the answer 404 to the question for that tenant.
  watched.faults.splice(0, Infinity, ...watched.faults.filter((fault) => !fault.includes('status of 404')))
})

test('on a telephone the menu is a sheet that closes by itself', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInAs(page, platform)
  await page.getByRole('button', { name: 'Open the menu' }).click()
  const menu = page.getByRole('dialog', { name: 'Menu' })
  await expectClean(page)
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Open the menu' })).toBeFocused()
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await menu.getByRole('link', { name: 'Sources' }).click()
  await expect(page).toHaveURL(/\/sources$/)
  await expect(menu).toHaveCount(0)
})
