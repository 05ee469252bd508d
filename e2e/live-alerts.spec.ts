import { expect, isLive, openQueue, rowOf, sendAlert, someTitle, someWord, test } from './test'

test('a signed webhook appears without a reload, and leaves the list of open ones when it is closed', async ({
  page,
  context,
  platform,
}) => {
  const title = someTitle('Malware on host')
  await openQueue(page, platform, { query: `?q=${encodeURIComponent(title)}` })
  await expect(page.getByText('Nothing matches this filter')).toBeVisible()
  const counted = page.getByRole('group', { name: 'Alerts by status and severity' })
  await expect(counted.getByRole('button', { name: /^New 0$/ })).toBeVisible()
  const id = await sendAlert(platform, title, { severity: 'critical', entity: 'host-9' })
  await expect(rowOf(page, title)).toContainText('Critical')
  await expect(rowOf(page, title)).toContainText('host-9')
  await expect(counted.getByRole('button', { name: '1 Critical, New' })).toBeVisible()

  const detail = await context.newPage()
  await detail.goto(`${platform.url}/t/default/alerts/${id}`)
  await detail.getByRole('button', { name: 'Close…' }).click()
  const save = detail.getByRole('dialog').getByRole('button', { name: /^Close [A-Z]+-\d+$/ })
  await expect(save).toBeDisabled()
  await detail.getByLabel('Verdict').click()
  await detail.getByRole('option', { name: 'True positive' }).click()
  await detail.getByLabel('Cause').click()
  await detail.getByRole('option', { name: 'Attack blocked' }).click()
  await expect(save).toBeDisabled()
  await detail.getByLabel('Reason').fill('Quarantined by the sensor')
  await save.click()
  await expect(detail.getByText('Quarantined by the sensor').first()).toBeVisible()
  await expect(rowOf(page, title)).toHaveAttribute('data-gone', 'true')
  await expect(counted.getByRole('button', { name: '1 Critical, Closed' })).toBeVisible()
})

test('text of a sender is shown as text, never as a page', async ({ page, platform }) => {
  const title = `${someTitle('Markup')} <img src=x onerror=alert(1)><script>alert(2)</script>`
  const id = await sendAlert(platform, title, { entity: '<b>bold</b>' })
  await page.goto(`${platform.url}/t/default/alerts/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x onerror=alert(1)>')
  await expect(page.locator('main img, main script, main b')).toHaveCount(0)
})

test('two tabs show two tenants, each its own alerts alone', async ({ page, context, platform }) => {
  const slug = `globex-${Date.now()}`
  const globex = await platform.newTenant(slug)
  const mark = someWord()
  const other = await context.newPage()
  await openQueue(page, platform, { query: `?q=${mark}` })
  await openQueue(other, platform, { tenant: slug, query: `?q=${mark}` })

  const [ours, theirs] = [`Ours ${mark}`, `Theirs ${mark}`]
  await sendAlert(platform, ours)
  await platform.send(globex, { source: 'b', type: 'x', severity: 'high', title: theirs, entity: 'b' })
  const eachShowsItsOwn = async () => {
    await expect(rowOf(page, ours)).toBeVisible()
    await expect(rowOf(other, theirs)).toBeVisible()
    await expect(rowOf(page, mark)).toHaveCount(1)
    await expect(rowOf(other, mark)).toHaveCount(1)
  }
  await eachShowsItsOwn()
  for (const tab of [page, other]) {
    await tab.reload()
    await isLive(tab)
  }
  await eachShowsItsOwn()
})
