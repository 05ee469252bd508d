import type { Page } from '@playwright/test'
import { expect, openQueue, sendAlert, someTitle, test } from './test'
import { forgive } from './watch'

const heading = (page: Page) => page.locator('main h1')

test('the keyboard goes from page to page, and the new page is read out from its heading', async ({
  page,
  platform,
}) => {
  await openQueue(page, platform)
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
  // A page's keys do nothing while a dialog covers it.
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await expect(page).toHaveURL(/\/sources$/)
})

test('the palette finds pages, and alerts by their key and their words', async ({ page, platform }) => {
  await openQueue(page, platform)
  const title = someTitle('Needle in a haystack')
  await sendAlert(platform, title)
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('api ke')
  await expect(palette.getByRole('option', { name: /API keys/ })).toHaveAttribute('aria-selected', 'true')

  await palette.getByRole('combobox').fill(title.split(' ').at(-1) ?? '')
  const found = palette.getByRole('option', { name: new RegExp(title) })
  await expect(found).toBeVisible()
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
  await openQueue(page, platform)
  await page.goto(`${platform.url}/t/default/no-such-page`)
  await expect(heading(page)).toHaveText('This page does not exist')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.goto(`${platform.url}/t/nobody/alerts`)
  await expect(heading(page)).toContainText('No tenant “nobody” for you')
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  // Chromium itself logs the answer to the question for that tenant.
  forgive(watched.faults, /status of 404/)
})

test('on a telephone the menu is a sheet that closes by itself', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openQueue(page, platform)
  await page.getByRole('button', { name: 'Open the menu' }).click()
  const menu = page.getByRole('dialog', { name: 'Menu' })
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Open the menu' })).toBeFocused()
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await menu.getByRole('link', { name: 'Sources' }).click()
  await expect(page).toHaveURL(/\/sources$/)
  await expect(menu).toHaveCount(0)
})
