import { expect, isLive, openQueue, rowOf, sendAlert, someWord, test } from './test'
import { forgive } from './watch'

test('an open page finds a restarted server by itself: news, changes and what it was at are right', async ({
  page,
  platform,
  watched,
}) => {
  test.setTimeout(120_000)
  const mark = someWord()
  const first = await sendAlert(platform, `First ${mark}`)
  await sendAlert(platform, `Second ${mark}`)
  const third = await sendAlert(platform, `Third ${mark}`)
  await openQueue(page, platform, { query: `?q=${mark}&status=NEW` })
  await expect(rowOf(page, mark)).toHaveCount(3)
  // Newest first: the cursor goes to the second, the third is selected.
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  const cursor = page.locator('.is-cursor')
  await expect(cursor).toContainText('Second')

  await platform.stop()
  expect(platform.output).toContain('stopping')
  await expect(page.locator('[data-live="reconnecting"]')).toBeVisible()
  await expect(page.getByText('Cut off from the server: what is shown may be out of date.')).toBeAttached()
  await platform.startAgain()
  expect(platform.output).not.toContain('password')
  await platform.setStatus(first, { status: 'IN_PROGRESS' })
  await sendAlert(platform, `Meanwhile ${mark}`)

  await isLive(page)
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible()
  await expect(rowOf(page, `First ${mark}`)).toHaveAttribute('data-gone', 'true')
  await expect(rowOf(page, `Second ${mark}`)).not.toHaveAttribute('data-gone')
  await expect(cursor).toContainText('Second')
  await expect(page.locator(`[data-alert="${third}"]`)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('toolbar')).toContainText('1 selected')

  await page.keyboard.press('.')
  await expect(rowOf(page, mark)).toHaveCount(3)
  await expect(cursor).toContainText('Second')
  await sendAlert(platform, `After ${mark}`)
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible()
  forgive(watched.faults, /ERR_CONNECTION_REFUSED|WebSocket connection to .* failed/)
})
