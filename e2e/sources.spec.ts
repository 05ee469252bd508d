import { ask } from '../scripts/client.mjs'
import { expect, someWord, test } from './test'

test('a refused delivery shows on the page of its source, with its reason and what to check', async ({
  page,
  platform,
}) => {
  const slug = `s-${someWord()}`
  const { createWebhookSource } = await ask(
    await platform.admin(),
    'mutation Source($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { secret } }',
    { input: { slug, name: 'Firewall' } },
  )
  const sender = { tenant: 'default', source: slug, secret: createWebhookSource.secret as string }
  await page.goto(`${platform.url}/t/default/sources/${slug}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Firewall' })).toBeVisible()
  await expect(page.getByText('Nothing arrived within the past week')).toBeVisible()

  // The page asks for news by itself: nothing is loaded again here.
  await platform.send({ ...sender, secret: 'not the secret' }, { title: 'Port scan' })
  const refused = page.getByRole('button', { name: /^Refused 401 signature mismatch/ })
  await expect(refused).toBeVisible()
  await refused.click()
  await expect(page.getByText('What to check:')).toBeVisible()
  await platform.send(sender, { title: 'Port scan', severity: 'low' })
  const accepted = page.getByRole('button', { name: /^Accepted 202 1 alert/ })
  await expect(accepted).toBeVisible()
  await page.getByRole('tab', { name: 'Refused' }).click()
  await expect(refused).toBeVisible()
  await expect(accepted).toHaveCount(0)
  await page.getByRole('tab', { name: 'All' }).click()
  await accepted.click()
  await page.getByRole('link', { name: 'Open the alert' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Port scan' })).toBeVisible()
})
