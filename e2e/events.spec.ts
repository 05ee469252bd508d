import type { Page } from '@playwright/test'
import { expect, sendAlert, someWord, test } from './test'
import type { RunningPlatform } from './platform'

const rows = (page: Page) => page.locator('[role=row][data-event]')

async function openEvents(page: Page, platform: RunningPlatform, query: string): Promise<void> {
  await page.goto(`${platform.url}/t/default/events?${query}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** The number beside the heading, as the histogram counts. */
const total = (page: Page) => page.locator('header p').first()

test('what a sender delivers stands among the events, byte for byte, with the way to its alert', async ({
  page,
  platform,
}) => {
  const word = someWord()
  const alertId = await sendAlert(platform, `${word} disk`, { severity: 'critical', entity: 'srv-9' })
  await sendAlert(platform, `${word} login`, { severity: 'low' })
  await openEvents(page, platform, `q=${word}`)
  await expect(rows(page)).toHaveCount(2)
  await expect(total(page)).toContainText('2 events')
  await expect(rows(page).first()).toContainText('login')

  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const pane = page.getByRole('region', { name: 'Event', exact: true })
  await expect(pane).toContainText('srv-9')
  await pane.getByRole('button', { name: 'As received', exact: true }).click()
  await expect(pane.getByLabel('Text as received')).toContainText(`"title":"${word} disk"`)
  await pane.getByRole('link', { name: `${word} disk` }).click()
  await expect(page).toHaveURL(new RegExp(`/alerts/${alertId}`))
  await expect(page.getByRole('heading', { level: 2, name: 'Events' })).toBeVisible()
  await page.getByRole('button', { name: 'New alert' }).click()
  await page.getByRole('link', { name: 'What arrived around then' }).click()
  await expect(page.getByRole('region', { name: 'Event', exact: true })).toContainText('srv-9')
})

test('the histogram, the severities and the filter narrow the list, and Back widens it again', async ({
  page,
  platform,
}) => {
  const word = someWord()
  for (const severity of ['high', 'high', 'low']) await sendAlert(platform, `${word} ${someWord()}`, { severity })
  await openEvents(page, platform, `q=${word}&range=15m`)
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('button', { name: /^High 2$/ }).click()
  await expect(rows(page)).toHaveCount(2)
  await expect(page).toHaveURL(/severity=HIGH/)
  await expect(page.getByRole('button', { name: /^Low 1$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Remove Severity: High' }).click()
  await expect(rows(page)).toHaveCount(3)

  // The first bars are of a quarter of an hour ago, when there was nothing yet.
  const bars = page.getByRole('slider', { name: /Events by time of arrival/ })
  await bars.focus()
  await page.keyboard.press('Home')
  await expect(bars).toHaveAttribute('aria-valuetext', /: 0 events$/)
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=.*&to=/)
  await expect(page.getByText('No event matches')).toBeVisible()
  await page.goBack()
  await expect(rows(page)).toHaveCount(3)

  await page.getByRole('button', { name: 'Outcome' }).click()
  await page.getByRole('checkbox', { name: 'Stored' }).check()
  await expect(page.getByText('No event matches')).toBeVisible()
  await page.getByRole('checkbox', { name: 'New alert' }).check()
  await expect(rows(page)).toHaveCount(3)
})

test('new events wait to be shown, and one that is folded stands with its alert', async ({ page, platform }) => {
  const word = someWord()
  const fields = { severity: 'medium', entity: 'srv-1', type: word }
  const alertId = await sendAlert(platform, `${word} again`, { ...fields, at: 1 })
  await openEvents(page, platform, `q=${word}&range=1h`)
  await expect(rows(page)).toHaveCount(1)
  expect(await sendAlert(platform, `${word} again`, { ...fields, at: 2 })).toBe(alertId)
  await page.getByRole('button', { name: '1 new' }).click()
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).first()).toContainText('Folded')

  await page.goto(`${platform.url}/t/default/alerts?q=${word}&open=${alertId}`)
  await page.getByRole('tab', { name: 'Events' }).click()
  const lines = page.getByRole('tabpanel').getByRole('listitem')
  await expect(lines).toHaveCount(2)
  await lines.first().getByRole('button').first().click()
  await expect(page.getByRole('tabpanel').getByText('at:')).toBeVisible()
})
