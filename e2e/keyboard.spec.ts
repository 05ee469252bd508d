import type { Page } from '@playwright/test'
import { ADMIN } from './platform'
import { expect, isLive, openQueue, rowOf, sendAlert, signedOut, someTitle, someWord, test } from './test'

/** The longest way that anybody should have to go with Tab from one end of the page to the other. */
const MOST_STOPS = 60

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document
    const box = element?.getBoundingClientRect()
    const style = element ? getComputedStyle(element) : null
    return {
      name: element?.getAttribute('aria-label') ?? element?.textContent?.trim().slice(0, 40) ?? '',
      isInPane: element?.closest('[aria-label="Open alert"]') !== null,
      isInNotice: element?.closest('[aria-label="Notices"]') !== null,
      isSeen: Boolean(box && box.width > 0 && box.height > 0) && style?.visibility === 'visible',
    }
  })

/** Presses Tab until the focus is where it is wanted; returns all stops on the way. */
async function tabTo(page: Page, isThere: (stop: Awaited<ReturnType<typeof focused>>) => boolean) {
  const stops = []
  for (let count = 0; count < MOST_STOPS; count += 1) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    stops.push(stop)
    if (isThere(stop)) return stops
  }
  throw new Error(`Tab did not lead there: ${stops.map(({ name }) => name).join(' | ')}`)
}

test.describe('signed out', () => {
  test.use({ storageState: signedOut })

  test('from signing in to a closed alert without a mouse', async ({ page, platform }) => {
    test.setTimeout(120_000)
    await platform.admin()
    const mark = someWord()
    for (const word of ['First', 'Second', 'Third']) await sendAlert(platform, `${word} ${mark}`)

    await page.goto(`${platform.url}/t/default/alerts?q=${mark}`)
    await expect(page.getByLabel('E-mail')).toBeFocused()
    await page.keyboard.type(ADMIN)
    await page.keyboard.press('Tab')
    await page.keyboard.type(platform.password)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${platform.url}/t/default/alerts?q=${mark}`)
    await isLive(page)
    await expect(rowOf(page, mark)).toHaveCount(3)

    // Newest first: down to the first that came, and up by one.
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key)
    const row = rowOf(page, `Second ${mark}`)
    await expect(page.locator('.is-cursor')).toContainText(`Second ${mark}`)
    await page.keyboard.press('Enter')
    const pane = page.getByRole('complementary', { name: 'Open alert' })
    await expect(pane.getByRole('heading', { name: `Second ${mark}` })).toBeFocused()

    await page.keyboard.press('j')
    await expect(pane.getByRole('heading', { name: `First ${mark}` })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(pane).toHaveCount(0)
    const grid = page.getByRole('grid', { name: 'Alerts' })
    await expect(grid).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(pane.getByRole('heading', { name: `Second ${mark}` })).toBeFocused()

    const stops = await tabTo(page, ({ name, isInPane }) => isInPane && name === 'Overview')
    expect(stops.filter(({ isSeen, isInPane }) => !isSeen || !isInPane)).toEqual([])
    expect(stops.map(({ name }) => name)).toEqual(expect.arrayContaining(['Close…', 'Close with a preset', 'Assign']))
    await page.keyboard.press('ArrowRight')
    await expect(pane.getByRole('tab', { name: 'Observables' })).toHaveAttribute('aria-selected', 'true')

    await page.keyboard.press('1')
    await expect(row).toContainText('Closed')
    await expect(row).toContainText('no longer matches')
    await tabTo(page, ({ name, isInNotice }) => isInNotice && name === 'Undo')
    await page.keyboard.press('Enter')
    await expect(row).toContainText('In progress')
    await page.keyboard.press('a')
    await expect(pane.getByRole('button', { name: /^Assigned to Administrator/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(pane).toHaveCount(0)
    await expect(grid).toBeFocused()

    const key = (await rowOf(page, `Third ${mark}`).textContent())?.match(/[A-Z]+-\d+/)?.[0] ?? ''
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Search and commands' })
    await expect(palette.getByRole('combobox')).toBeFocused()
    await page.keyboard.type(key)
    await expect(palette.getByRole('option', { selected: true })).toContainText(`Third ${mark}`)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Third ${mark}`)

    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet).toContainText('Back to the queue')
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await expect(page).toHaveURL(`${platform.url}/t/default/alerts`)
    await page.keyboard.press('/')
    await expect(page.getByRole('combobox', { name: /search/i }).or(page.getByRole('searchbox'))).toBeFocused()
    await page.keyboard.type(`first ${mark}`)
    await page.keyboard.press('Enter')
    await expect(page.locator('[role=row][data-alert]')).toHaveCount(1)
    await expect(rowOf(page, `First ${mark}`)).toBeVisible()
  })
})

test('what is typed before a dialog is there does nothing to the page', async ({ page, platform }) => {
  const title = someTitle('Left alone')
  await sendAlert(platform, title)
  let deliver = () => undefined as void
  const isWanted = new Promise<void>((resolve) => (deliver = resolve))
  await page.route(/\/assets\/(CommandPalette|JudgeDialog)-[^/]+\.js$/, async (route) => {
    await isWanted
    await route.continue()
  })
  await openQueue(page, platform, { query: `?q=${encodeURIComponent(title)}` })
  await expect(rowOf(page, title)).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('c')
  await page.keyboard.type('1ia')
  deliver()
  const form = page.getByRole('dialog')
  await expect(form.getByLabel('Reason')).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await expect(rowOf(page, title)).toContainText('New')
})
