import { ask } from '../scripts/client.mjs'
import type { RunningPlatform } from './platform'
import { expect, someWord, test } from './test'

/** A source of its own, so that its rule and its events are known. */
async function newSource(platform: RunningPlatform) {
  const slug = `s-${someWord()}`
  const { createWebhookSource } = await ask(
    await platform.admin(),
    'mutation Source($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { secret } }',
    { input: { slug, name: `Scanner ${slug}` } },
  )
  return { tenant: 'default', source: slug, secret: createWebhookSource.secret as string }
}

const scan = (word: string, host: string, port: number, n: number) => ({
  title: `Scan ${word}`,
  severity: 'low',
  host,
  dest_port: port,
  n,
})

test('a rule is tried on what came, saved, and counts from then on', async ({ page, platform }) => {
  const sender = await newSource(platform)
  const word = someWord()
  for (const [host, port] of [
    ['web-1', 22],
    ['web-2', 22],
    ['web-1', 80],
  ] as const)
    await platform.send(sender, scan(word, host, port, port))
  await page.goto(`${platform.url}/t/default/sources/${sender.source}?tab=deduplication`)
  await expect(page.getByText(/without an id, those with/)).toBeVisible()
  for (const field of ['entity', 'host']) await page.getByTitle(field, { exact: true }).getByRole('checkbox').uncheck()
  await page.getByRole('button', { name: 'Try it on the newest 100,000 findings' }).click()
  await expect(page.getByText('1 alert instead of 2, out of the newest 3 findings.')).toBeVisible()
  await page.getByRole('button', { name: 'Save rule' }).click()
  await expect(page.getByText('The rule is changed')).toBeVisible()
  const { answer } = await platform.send(sender, scan(word, 'web-3', 22, 4))
  await platform.send(sender, scan(word, 'web-4', 22, 5))
  await page.goto(`${platform.url}/t/default/alerts/${answer?.items[0]?.alertId}`)
  await expect(page.getByRole('checkbox', { name: /^Select the event of/ })).toHaveCount(2)
})

test('chosen events are split off, and later ones follow by themselves', async ({ page, platform }) => {
  const sender = await newSource(platform)
  const word = someWord()
  const ids = new Set<string | undefined>()
  for (const [index, port] of [22, 80, 22, 80].entries()) {
    const { answer } = await platform.send(sender, scan(word, 'web-1', port, index))
    ids.add(answer?.items[0]?.alertId)
  }
  expect(ids.size).toBe(1)
  await page.goto(`${platform.url}/t/default/alerts/${[...ids][0]}`)
  const boxes = page.getByRole('checkbox', { name: /^Select the event of/ })
  await expect(boxes).toHaveCount(4)
  await boxes.nth(1).check() // newest first: port 22 stands second and fourth
  await boxes.nth(3).check()
  await page.getByRole('button', { name: 'Split off…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Split off', exact: true }).click()
  await expect(page.getByText(/2 events split off as/)).toBeVisible()
  await expect(page.getByText(/told apart by/)).toBeVisible()
  await expect(boxes).toHaveCount(2)
  await page.getByRole('button', { name: 'Open it' }).click()
  await expect(boxes).toHaveCount(2)
  await platform.send(sender, scan(word, 'web-1', 22, 9))
  await expect(boxes).toHaveCount(3)
})
