import { expect, isLive, rowOf, signInAs, someTitle, test } from './test'

test('a signed webhook appears without a reload, and leaves the list of open ones when it is closed', async ({
  page,
  context,
  platform,
}) => {
  await signInAs(page, platform)
  const title = someTitle('Malware on host')
  const { status, answer } = await platform.send(platform.siem, {
    source: 'edr',
    type: 'malware',
    severity: 'critical',
    title,
    entity: 'host-7',
    raw: { a: 1 },
  })
  expect(status).toBe(202)
  await expect(rowOf(page, title)).toContainText('Critical')
  await expect(rowOf(page, title)).toContainText('host-7')

  const detail = await context.newPage()
  await detail.goto(`${platform.url}/t/default/alerts/${answer?.items[0]?.alertId}`)
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
})

test('text of a sender is shown as text, never as a page', async ({ page, platform }) => {
  await signInAs(page, platform)
  const title = `${someTitle('Markup')} <img src=x onerror=alert(1)><script>alert(2)</script>`
  const { answer } = await platform.send(platform.siem, {
    source: 'waf',
    type: 'xss',
    severity: 'low',
    title,
    entity: '<b>bold</b>',
  })
  await page.goto(`${platform.url}/t/default/alerts/${answer?.items[0]?.alertId}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x onerror=alert(1)>')
  await expect(page.locator('main img, main script, main b')).toHaveCount(0)
})

test('two tabs show two tenants, each its own alerts alone', async ({ page, context, platform }) => {
  const slug = `globex-${Date.now()}`
  const globex = await platform.newTenant(slug)
  await signInAs(page, platform)
  const other = await context.newPage()
  await other.goto(`${platform.url}/t/${slug}/alerts`)
  await isLive(other)

  const [ours, theirs] = [someTitle('Ours'), someTitle('Theirs')]
  await platform.send(platform.siem, { source: 'a', type: 'x', severity: 'high', title: ours, entity: 'a' })
  await platform.send(globex, { source: 'b', type: 'x', severity: 'high', title: theirs, entity: 'b' })
  await expect(rowOf(page, ours)).toBeVisible()
  await expect(rowOf(other, theirs)).toBeVisible()
  await expect(rowOf(page, theirs)).toHaveCount(0)
  await expect(rowOf(other, ours)).toHaveCount(0)
  for (const tab of [page, other]) {
    await tab.reload()
    await isLive(tab)
  }
  await expect(rowOf(page, ours)).toBeVisible()
  await expect(rowOf(other, theirs)).toBeVisible()
  await expect(rowOf(page, theirs)).toHaveCount(0)
  await expect(rowOf(other, ours)).toHaveCount(0)
})
