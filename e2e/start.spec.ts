import { spawnSync } from 'node:child_process'
import { ask } from '../scripts/client.mjs'
import { expect, openQueue, someWord, test } from './test'

test('an empty tenant gets from nothing to its first alert on one page', async ({ page, platform }) => {
  const slug = `first-${someWord()}`
  await ask(
    await platform.admin(),
    'mutation Tenant($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } } }',
    { input: { slug, name: 'First steps' } },
  )
  await openQueue(page, platform, { tenant: slug })
  await page.getByRole('link', { name: 'Send your first alert' }).click()
  await page.getByRole('button', { name: 'Make one to try it out' }).click()
  await expect(page.getByText('The secret of SIEM')).toBeVisible()
  await expect(page.getByText('Waiting for an alert')).toBeVisible()

  const command = await page.getByRole('region', { name: 'Send one alert, curl' }).innerText()
  const send = (input: string) => spawnSync('sh', [], { input, encoding: 'utf8' }).stdout
  // An attempt with another secret is told at once, with what to check.
  send(command.replace(/SECRET='[^']*'/, "SECRET='not the secret'"))
  await expect(page.getByText(/was refused: signature mismatch/)).toBeVisible()
  expect(send(command)).toContain('"status":"accepted"')
  await expect(page.getByText('It has arrived.')).toBeVisible()
  await page.getByRole('link', { name: 'Open the alert' }).click()
  await expect(page.getByRole('heading', { name: 'Malware on host-7' }).first()).toBeVisible()
})

test('a new source leads to its instructions with the secret filled in, and a test delivery shows at once', async ({
  page,
  platform,
}) => {
  await page.goto(`${platform.url}/t/default/sources`)
  await expect(page.getByRole('heading', { name: 'Sources', level: 1 })).toBeVisible()
  await page.keyboard.press('n')
  await page.getByText('Wazuh', { exact: true }).click()
  await expect(page.getByLabel('Short name')).toHaveValue('wazuh')
  await page.getByRole('button', { name: 'Create source' }).click()
  await expect(page.getByText('Secret of Wazuh')).toBeVisible()
  const secret = (await page.locator('code', { hasText: /^whs_/ }).first().innerText()).trim()
  await expect(page.getByRole('region', { name: /ossec.conf/ })).toContainText(`<api_key>${secret}</api_key>`)

  await page.getByRole('button', { name: 'I have kept it' }).click()
  await expect(page.getByText(secret)).toHaveCount(0)
  await page.getByRole('tab', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Send a test delivery' }).click()
  await expect(page.getByRole('button', { name: /Accepted 202 1 alert/ })).toBeVisible()
})
