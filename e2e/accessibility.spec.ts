import type { Page } from '@playwright/test'
import { axeFaults, expectClean } from './axe'
import { furnish, open, type Places } from './pages'
import { expect, rowOf, signedOut, test } from './test'
import { forgive } from './watch'

const telephone = { width: 390, height: 844 }
/** Chromium logs the answer to a page, and to a tenant, that does not exist. */
const ofWhatIsMissing = /status of 404 .*\/(nothing|graphql)\)/

/** How far a page can be scrolled sideways, in its own scroller too: 0. A block of code may scroll within itself. */
const overhang = (page: Page) =>
  page.evaluate(() => {
    const scrollers = [document.documentElement, ...document.querySelectorAll('main')]
    return Math.max(...scrollers.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  })

// The pages are the same on every database, and axe takes its time: once is enough.
test.skip(Boolean(process.env.DATABASE_URL), 'done on the embedded database')

test.describe('every page', () => {
  // The longest of all tests: they share the workers, each with pages of its own.
  test.describe.configure({ mode: 'parallel', timeout: 600_000 })
  let places: Places
  test.beforeAll(async ({ platform }) => {
    places = await furnish(platform)
  })

  test('axe finds nothing, light and dark', async ({ page, platform, watched }) => {
    const found: string[] = []
    for (const [name, path] of Object.entries(places.paths)) {
      await open(page, platform, path)
      found.push(...(await axeFaults(page, name)))
    }
    expect(found).toEqual([])
    forgive(watched.faults, ofWhatIsMissing)
  })

  test('axe finds nothing in what opens over a page', async ({ page, platform }) => {
    const { mark, alertId } = places
    const found: string[] = []
    const look = async (name: string) => found.push(...(await axeFaults(page, name)))
    await open(page, platform, `/t/default/alerts?q=${mark}`)
    await page.keyboard.press('j')
    for (const [keys, name] of Object.entries({
      c: 'closing an alert',
      'Shift+A': 'assigning an alert',
      '?': 'the keys',
      'Control+k': 'the palette',
    })) {
      await page.keyboard.press(keys)
      await expect(page.getByRole('dialog')).toBeVisible()
      await look(name)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await page.getByRole('button', { name: 'Display' }).click()
    await look('how the queue is shown')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+J')
    await expect(page.getByRole('toolbar')).toContainText('2 selected')
    await look('a selection')
    await page.getByRole('button', { name: /account and sign out/ }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await look('the menu of the person')
    await open(page, platform, `/t/default/alerts?q=${mark}&open=${alertId}`)
    for (const tab of ['Observables', 'Fields', 'Events', 'History', 'Raw']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      await look(`the pane: ${tab}`)
    }
    await open(page, platform, `/t/default/events?q=${mark}`)
    await page.getByRole('button', { name: 'Outcome' }).click()
    await look('the outcomes to choose from')
    await page.getByRole('button', { name: 'Custom' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look('a time to choose')
    expect(found).toEqual([])
  })

  test('on a telephone nothing scrolls sideways, and axe finds nothing where the layout differs', async ({
    page,
    platform,
    watched,
  }) => {
    await page.setViewportSize(telephone)
    const found: string[] = []
    const look = async (name: string) => found.push(...(await axeFaults(page, `${name} on a telephone`)))
    for (const [name, path] of Object.entries(places.paths)) {
      await open(page, platform, path)
      expect(await overhang(page), name).toBeLessThanOrEqual(0)
      if (
        [
          'the queue',
          'the queue and an alert beside it',
          'an alert',
          'the events',
          'the events and one beside them',
          'a source',
          'jobs',
          'members',
        ].includes(name)
      )
        await look(name)
    }
    await open(page, platform, places.paths['the queue'] ?? '')
    for (const [button, name] of [
      ['Open the menu', 'the menu'],
      ['Show the filter', 'the filter'],
    ] as const) {
      await page.getByRole('button', { name: button }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await look(name)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await rowOf(page, `${places.mark} critical`).click()
    await expect(page.getByRole('dialog', { name: 'Alert' })).toBeVisible()
    expect(await overhang(page)).toBeLessThanOrEqual(0)
    expect(found).toEqual([])
    forgive(watched.faults, ofWhatIsMissing)
  })
})

test.describe('before signing in', () => {
  test.use({ storageState: signedOut })

  test('axe finds nothing', async ({ page, platform }) => {
    await open(page, platform, '/sign-in')
    await expectClean(page, 'sign-in')
    await page.setViewportSize(telephone)
    expect(await overhang(page)).toBeLessThanOrEqual(0)
  })
})
