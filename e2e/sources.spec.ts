import { ask } from '../scripts/client.mjs'
import { expect, someWord, test } from './test'
import { forgive } from './watch'

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

test('on a telephone the chosen tab is in view, and the page begins at its top', async ({ page, platform }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${platform.url}/t/default/sources/siem?tab=settings`)
  await expect(page.getByRole('tab', { name: 'Settings' })).toBeInViewport({ ratio: 0.95 })
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport()
  await page.goto(`${platform.url}/t/default/sources/siem`)
  await expect(page.getByRole('heading', { name: 'Recent deliveries' })).toBeAttached()
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport()
})

test('what goes wrong while older dead letters load is told, and those that are there stay', async ({
  page,
  platform,
  watched,
}) => {
  const letter = {
    __typename: 'DeadLetter',
    id: '00000000-0000-7000-8000-000000000001',
    at: new Date().toISOString(),
    item: 1,
    reason: 'could not be stored: value too long',
    state: 'WAITING',
    attempts: 0,
    settledAt: null,
    excerpt: '{"n":1}',
    deliveryId: '00000000-0000-7000-8000-000000000002',
    alert: null,
  }
  const pageInfo = { __typename: 'PageInfo', hasNextPage: true, endCursor: 'older' }
  const deadLetters = { __typename: 'DeadLetterConnection', nodes: [letter], pageInfo }
  await page.route('**/graphql', (route) => {
    const { operationName, variables } = route.request().postDataJSON()
    if (operationName !== 'DeadLetters') return route.continue()
    return variables.after ? route.abort() : route.fulfill({ json: { data: { deadLetters } } })
  })
  await page.goto(`${platform.url}/t/default/sources/siem?tab=dead-letters`)
  await page.getByRole('button', { name: 'Load older ones' }).click()
  await expect(page.getByText('The server does not answer.')).toBeVisible()
  await expect(page.getByText(letter.reason)).toBeVisible()
  forgive(watched.faults, /ERR_FAILED/)
})
