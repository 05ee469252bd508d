import type { Page } from '@playwright/test'
import { ask } from '../scripts/client.mjs'
import { isLive, expect, someWord, test } from './test'

const run = 'mutation Job($input: RunTestJobInput!) { runTestJob(input: $input) { job { id } } }'
const rows = (page: Page) =>
  page
    .getByRole('list')
    .filter({ has: page.getByText('Test job') })
    .getByRole('listitem')

test('a job is seen from its queue to its end, without the page being loaded again', async ({ page, platform }) => {
  const tenant = `jobs-${someWord()}`
  await platform.newTenant(tenant)
  await page.goto(`${platform.url}/t/${tenant}/alerts`)
  await isLive(page)
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(new RegExp(`/t/${tenant}/jobs$`))
  await expect(page.locator('main h1')).toBeFocused()
  await expect(page.getByText('No jobs within the past week')).toBeVisible()

  await page.getByRole('button', { name: 'Run a test job' }).click()
  await expect(rows(page)).toHaveCount(1)
  const row = rows(page).first()
  await expect(row).toContainText('Running')
  await expect(row.getByRole('progressbar')).toBeVisible()
  await expect(row).toContainText('Done')
  await row.getByRole('button', { expanded: false }).click()
  await expect(page.getByRole('region', { name: 'What came of it' })).toContainText('waitedMs')
  await expect(page.getByRole('region', { name: 'What it was asked to do' })).toContainText('"seconds": 3')
})

test('one that failed for good says why, is found by its state, and can be retried', async ({ page, platform }) => {
  const tenant = `jobs-${someWord()}`
  await platform.newTenant(tenant)
  const admin = { ...(await platform.admin()), tenant }
  await page.goto(`${platform.url}/t/${tenant}/jobs`)
  await isLive(page)
  await ask(admin, run, { input: { seconds: 0, fails: false } })
  await ask(admin, run, { input: { seconds: 1, fails: true } })
  await expect(rows(page)).toHaveCount(2)

  await page.getByRole('tab', { name: 'Failed' }).click()
  await expect(page).toHaveURL(/\?state=failed$/)
  const dead = rows(page)
  await expect(dead).toHaveCount(1)
  await expect(dead).toContainText('It was asked to fail')
  await dead.getByRole('button', { name: 'Retry' }).click()
  await expect(dead).toHaveCount(0) // it waits, and is of another state
  await expect(dead).toHaveCount(1) // and has failed again
})

test('who only reads sees the jobs, and neither retries nor starts one', async ({ platform, visit }) => {
  const tenant = `jobs-${someWord()}`
  await platform.newTenant(tenant)
  const admin = { ...(await platform.admin()), tenant }
  await ask(admin, run, { input: { seconds: 0, fails: true } })
  const page = await visit(await platform.newColleague('Reader', 'VIEWER', tenant))
  await page.goto(`${platform.url}/t/${tenant}/jobs`)
  await expect(rows(page)).toContainText('It was asked to fail')
  await expect(page.getByRole('button', { name: /Retry|Run a test job/ })).toHaveCount(0)
})
