import { expectClean } from './axe'
import { expect, signInAs, someTitle, test } from './test'

/** The pages beside the queue, for each of which an axe pass and a narrow screen count. */
const administration = [
  'start',
  'sources',
  'sources?view=new',
  'sources?view=deliveries',
  'sources/siem',
  'sources/siem?tab=instructions',
  'sources/siem?tab=settings',
  'settings/account',
  'settings/members',
  'settings/api-keys',
]

test('axe finds nothing on any page, light and dark', async ({ page, platform }) => {
  test.setTimeout(120_000)
  await page.goto(`${platform.url}/sign-in`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectClean(page, 'sign-in')

  await signInAs(page, platform)
  const { answer } = await platform.send(platform.siem, {
    source: 'a',
    type: 'x',
    severity: 'high',
    title: someTitle('Seen by axe'),
    entity: 'a',
  })
  await expect(page.locator('[role=row][data-alert]').first()).toBeVisible()
  await expectClean(page, 'alerts')
  for (const path of [`alerts/${answer?.items[0]?.alertId}`, ...administration]) {
    await page.goto(`${platform.url}/t/default/${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expectClean(page, path)
  }
  await page.goto(`${platform.url}/tenants`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectClean(page, 'tenants')
})

test('no page scrolls sideways on a telephone', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInAs(page, platform)
  for (const path of ['alerts', ...administration]) {
    await page.goto(`${platform.url}/t/default/${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    // The page's own scroller, too: what overflows within it would not widen the document.
    const widths = await page.evaluate(() =>
      [document.documentElement, document.querySelector('main')!].map((one) => one.scrollWidth),
    )
    expect(Math.max(...widths), path).toBeLessThanOrEqual(390)
  }
})
