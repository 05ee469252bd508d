import type { Page } from '@playwright/test'
import { expect, openQueue, rowOf, sendAlert, someTitle, someWord, test } from './test'

/** Where every row of the list is on the screen. */
const places = (page: Page) =>
  page
    .locator('[role=row][data-alert]')
    .evaluateAll((rows) =>
      rows.map((row) => `${row.getAttribute('data-alert')} ${row.getBoundingClientRect().top}`).toSorted(),
    )
const cursorOf = (page: Page) => page.locator('.is-cursor').getAttribute('data-alert')

test('newcomers wait, nothing moves, and the cursor stays on its alert when they are shown', async ({
  page,
  platform,
}) => {
  const mark = someWord()
  for (const index of [1, 2, 3]) await sendAlert(platform, `Shown ${mark} ${index}`)
  await openQueue(page, platform, { query: `?q=${mark}` })
  await expect(rowOf(page, mark)).toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const [before, cursor] = [await places(page), await cursorOf(page)]

  await sendAlert(platform, `Newcomer ${mark} 1`, { severity: 'critical' })
  await sendAlert(platform, `Newcomer ${mark} 2`, { severity: 'critical' })
  await expect(page.getByRole('button', { name: '2 new' })).toBeVisible()
  expect(await places(page)).toEqual(before)
  await page.keyboard.press('.')
  await expect(rowOf(page, `Newcomer ${mark}`)).toHaveCount(2)
  await expect(page.getByRole('button', { name: '2 new' })).toHaveCount(0)
  expect(await cursorOf(page)).toBe(cursor)
})

test('a row that stops matching greys where it stands until it is swept', async ({ page, platform }) => {
  const title = someTitle('Leaves')
  await sendAlert(platform, title)
  await openQueue(page, platform, { query: `?q=${encodeURIComponent(title)}&status=NEW` })
  await expect(rowOf(page, title)).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('i')
  await expect(rowOf(page, title)).toHaveAttribute('data-gone', 'true')
  await expect(rowOf(page, title)).toContainText('no longer matches')
  await page.getByRole('button', { name: /^Sweep 1/ }).click()
  await expect(rowOf(page, title)).toHaveCount(0)
  await expect(page.getByText('Nothing matches this filter')).toBeVisible()
})

test('the filter stands in the address: shared, gone back to, and taken out piece by piece', async ({
  page,
  platform,
}) => {
  const host = `web-${Date.now()}`
  await sendAlert(platform, someTitle('On the host'), { host })
  await sendAlert(platform, someTitle('On another'), { host: `${host}-b` })
  await openQueue(page, platform)
  await page.keyboard.press('/')
  await page.keyboard.type(`host:${host} severity:high`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`severity=HIGH&host=${host}$`))
  await expect(page.locator('[role=row][data-alert]')).toHaveCount(1)
  await page.reload()
  await expect(page.locator('[role=row][data-alert]')).toHaveCount(1)
  await page.getByRole('button', { name: 'Remove Severity: High' }).click()
  await expect(page).toHaveURL(new RegExp(`alerts\\?host=${host}$`))
  await page.goBack()
  await expect(page).toHaveURL(new RegExp(`severity=HIGH&host=${host}$`))
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).toHaveURL(/\/alerts$/)
})

test('a tick in the filter narrows the queue; the address shows the same to whoever opens it', async ({
  page,
  context,
  visit,
  platform,
}) => {
  const mark = someWord()
  await sendAlert(platform, `Grave ${mark}`, { severity: 'critical' })
  await sendAlert(platform, `Slight ${mark}`, { severity: 'low' })
  await openQueue(page, platform, { query: `?q=${mark}` })
  const rail = page.getByRole('complementary', { name: 'Filter' })
  await rail.getByRole('checkbox', { name: 'Critical' }).check()
  await expect(page).toHaveURL(new RegExp(`severity=CRITICAL.*q=${mark}|q=${mark}.*severity=CRITICAL`))
  await expect(rowOf(page, mark)).toHaveCount(1)
  // What is counted leaves out its own field: the other severities stay to be chosen.
  await expect(rail.getByRole('checkbox', { name: 'Low' })).not.toBeChecked()

  for (const other of [await context.newPage(), await visit(await platform.newColleague('Ida', 'VIEWER'))]) {
    await other.goto(page.url())
    await expect(rowOf(other, `Grave ${mark}`)).toBeVisible()
    await expect(rowOf(other, mark)).toHaveCount(1)
    await expect(other.getByRole('button', { name: 'Remove Severity: Critical' })).toBeVisible()
  }
  await page.goBack()
  await expect(rowOf(page, mark)).toHaveCount(2)
  await expect(rail.getByRole('checkbox', { name: 'Critical' })).not.toBeChecked()
})

test('an address that makes no sense shows the queue, and says what was left out', async ({ page, platform }) => {
  await openQueue(page, platform, { query: '?severity=purple&sort=colour' })
  await expect(page.getByText('Severity “purple” does not exist. There is no order “colour”.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Alerts')
})

test('the keyboard walks, opens, selects and leaves', async ({ page, platform }) => {
  const mark = someWord()
  for (const index of [1, 2, 3, 4]) await sendAlert(platform, `Walked ${mark} ${index}`)
  await openQueue(page, platform, { query: `?q=${mark}` })
  await expect(rowOf(page, mark)).toHaveCount(4)
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+J')
  await page.keyboard.press('Shift+J')
  await expect(page.getByRole('toolbar')).toContainText('3 selected')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar')).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('g')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/open=/)
  await expect(
    page.getByRole('complementary', { name: 'Open alert' }).getByRole('heading', { name: /Walked/ }),
  ).toBeVisible()
  const first = page.url()
  await page.keyboard.press('j')
  await expect(page).not.toHaveURL(first)
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/open=/)
  await page.keyboard.press('o')
  await expect(page).toHaveURL(new RegExp(`/alerts/[0-9a-f-]{36}\\?q=${mark}$`))
  await page.goBack()
  await expect(rowOf(page, mark)).toHaveCount(4)
})

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('alerts are selected with a thumb, and closed together', async ({ page, platform }) => {
    const mark = someWord()
    for (const index of [1, 2, 3]) await sendAlert(platform, `Carried ${mark} ${index}`)
    await openQueue(page, platform, { query: `?q=${mark}` })
    for (const index of [1, 3]) await rowOf(page, `Carried ${mark} ${index}`).getByRole('checkbox').tap()
    const bar = page.getByRole('toolbar')
    await expect(bar).toContainText('2 selected')
    await expect(page).not.toHaveURL(/open=/)
    await bar.getByRole('button', { name: 'Clear the selection' }).tap()
    await expect(bar).toHaveCount(0)

    for (const index of [1, 3]) await rowOf(page, `Carried ${mark} ${index}`).getByRole('checkbox').tap()
    await bar.getByRole('button', { name: 'Close…' }).tap()
    const form = page.getByRole('dialog', { name: 'Close 2 alerts' })
    await form.getByRole('button', { name: 'Benign: expected activity' }).tap()
    await form.getByLabel('Reason').fill('Planned work')
    await form.getByRole('button', { name: 'Close 2 alerts' }).tap()
    await expect(form).toHaveCount(0)
    for (const index of [1, 3]) await expect(rowOf(page, `Carried ${mark} ${index}`)).toContainText('Closed')
    await expect(rowOf(page, `Carried ${mark} 2`)).toContainText('New')
  })
})

test('columns and density are kept for the person, on every machine', async ({ page, visit, platform }) => {
  await sendAlert(platform, someTitle('In columns'), { host: 'web-1' })
  await openQueue(page, platform)
  await expect(page.getByRole('columnheader', { name: 'Host' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Display' }).click()
  const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('Preference_Set') ?? false)
  await page.getByRole('dialog', { name: 'Display' }).getByLabel('Host').check()
  await page.getByText('compact').click()
  await saved
  const elsewhere = await visit()
  await openQueue(elsewhere, platform)
  await expect(elsewhere.getByRole('columnheader', { name: 'Host' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Host' })).toBeVisible()
  expect(
    await page
      .locator('[role=row][data-alert]')
      .first()
      .evaluate((row) => row.clientHeight),
  ).toBeLessThanOrEqual(30)
  await page.getByRole('button', { name: 'Display' }).click()
  const again = page.waitForResponse((answer) => answer.request().postData()?.includes('Preference_Set') ?? false)
  await page.getByRole('button', { name: 'Back to the usual columns' }).click()
  await again
})
