import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { sendWebhook } from '../scripts/client.mjs'
import type { RunningPlatform } from './platform'
import { expect, isLive, rowOf, sendAlert, someTitle, someWord, test } from './test'

const paneOf = (page: Page) => page.getByRole('region', { name: /^Alert / })
const openPage = (page: Page, platform: RunningPlatform, id: string) =>
  page.goto(`${platform.url}/t/default/alerts/${id}`)

test('one key closes with a preset, another takes it back, and the pane and the row agree', async ({
  page,
  platform,
}) => {
  const title = someTitle('Closed by key')
  const id = await sendAlert(platform, title)
  await page.goto(`${platform.url}/t/default/alerts?q=${encodeURIComponent(title)}&open=${id}`)
  await expect(paneOf(page).getByRole('heading', { name: title })).toBeVisible()
  await expect(paneOf(page)).toContainText('1 of 1')
  await rowOf(page, title).click()

  await page.keyboard.press('2')
  await expect(rowOf(page, title)).toContainText('Closed')
  await expect(paneOf(page).getByText('Benign: expected activity')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, title)).toContainText('In progress')

  await page.keyboard.press('a')
  await expect(paneOf(page).getByRole('button', { name: /^Assigned to Administrator/ })).toBeVisible()
  await page.keyboard.press('Shift+Digit1')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('It was the new backup job')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await paneOf(page).getByRole('tab', { name: 'History' }).click()
  await expect(paneOf(page).getByRole('listitem').filter({ hasText: 'It was the new backup job' })).toContainText(
    'Administrator closed this as false positive',
  )
})

test('a conflict shows both versions, whose theirs is, and neither is lost', async ({ page, platform }) => {
  const ada = await platform.newColleague('Ada', 'ANALYST')
  const id = await sendAlert(platform, someTitle('Contested'))
  await openPage(page, platform, id)
  await page.getByRole('button', { name: 'Close…' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: /Benign: expected activity/ }).click()
  await form.getByLabel('Reason').fill('Known scanner')
  await platform.setStatus(id, { status: 'TRIAGED', verdict: 'SUSPICIOUS', reason: 'Asking the owner' }, ada)
  await expect(form.getByText('Changed since you began')).toContainText('Ada marked this triaged as suspicious')
  await expect(form.getByLabel('Reason')).toHaveValue('Known scanner')

  await page.keyboard.press('Control+Enter')
  const conflict = page.getByRole('dialog', { name: 'Changed by somebody else' })
  await expect(conflict).toContainText('Ada marked this triaged as suspicious')
  await expect(conflict.getByRole('row', { name: /^Verdict/ })).toContainText('Suspicious')
  await expect(conflict.getByRole('row', { name: /^Verdict/ })).toContainText('Benign')
  await expect(conflict.getByRole('row', { name: /^Reason/ })).toContainText('Asking the owner')
  await conflict.getByRole('button', { name: 'Apply mine anyway' }).click()
  await expect(page.getByRole('button', { name: 'Reopen' })).toBeVisible()
  await expect(page.getByText('Known scanner').first()).toBeVisible()
})

test('what the server refuses is taken back, and what was written comes back with the reason', async ({
  page,
  platform,
}) => {
  await openPage(page, platform, await sendAlert(platform, someTitle('Refused')))
  await expect(page.getByRole('button', { name: 'Close…' })).toBeVisible()
  await page.route('**/graphql', async (route) => {
    const isDeed = (route.request().postData() ?? '').includes('mutation')
    const errors = [{ message: 'The database is away', extensions: { code: 'UNAVAILABLE' } }]
    await (isDeed ? route.fulfill({ json: { errors } }) : route.continue())
  })
  await page.keyboard.press('i')
  await expect(page.getByText(/was not changed/)).toBeVisible()
  await expect(page.getByText('The database is away')).toBeVisible()
  await expect(page.locator('header').getByText('New', { exact: true })).toBeVisible()

  await page.keyboard.press('c')
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: /Insufficient data/ }).click()
  await form.getByLabel('Reason').fill('A sentence that took a while')
  await page.keyboard.press('Control+Enter')
  await expect(form.getByRole('alert')).toContainText('The database is away')
  await expect(form.getByLabel('Reason')).toHaveValue('A sentence that took a while')
})

test("another's change shows in place and is told, with who", async ({ page, platform }) => {
  const grace = await platform.newColleague('Grace', 'ANALYST')
  const id = await sendAlert(platform, someTitle('Watched'))
  await openPage(page, platform, id)
  await expect(page.getByText('Nobody has touched it yet')).toBeVisible()
  const top = () => page.getByRole('heading', { name: 'Overview' }).evaluate((node) => node.getBoundingClientRect().top)
  const before = await top()
  await platform.setStatus(id, { status: 'IN_PROGRESS' }, grace)
  await expect(page.getByRole('status').filter({ hasText: 'Grace set this in progress' })).toBeAttached()
  await expect(page.locator('header').getByText('In progress', { exact: true })).toBeVisible()
  expect(await top()).toBe(before)
})

test('a field leads to the queue that holds only it, or all but it', async ({ page, platform }) => {
  const host = `web-${Date.now()}`
  const id = await sendAlert(platform, someTitle('Field'), { host })
  await openPage(page, platform, id)
  await page.getByRole('link', { name: `Only alerts with this: Host ${host}` }).click()
  await expect(page).toHaveURL(`${platform.url}/t/default/alerts?host=${host}`)
  await expect(page.locator('[role=row][data-alert]')).toHaveCount(1)
  await openPage(page, platform, id)
  await page.getByRole('link', { name: `Only alerts without this: Host ${host}` }).click()
  await expect(page).toHaveURL(new RegExp(`host!=${host}|host%21=${host}`))
})

test('the payload keeps every digit and every byte, and shows what hides', async ({ page, platform }) => {
  const title = someTitle('Exact')
  const body = `{"title": "${title}", "severity": "high", "id": 12345678901234567890, "ratio": 1.10,
    "file_name": "invoice\u202Efdp.exe", "deep": {"list": [1, {"here": "the needle"}]}}`
  const { answer } = await sendWebhook(platform.url, platform.siem, body)
  const id: string = answer.items[0].alertId
  await openPage(page, platform, id)
  await page.getByRole('heading', { name: 'Payload' }).scrollIntoViewIfNeeded()
  const tree = page.getByRole('tree', { name: 'Payload' })
  await expect(tree.getByRole('treeitem').filter({ hasText: 'file_name' })).toContainText('U+202E')
  await expect(tree.getByRole('treeitem').filter({ hasText: 'id:' })).toHaveText('id: 12345678901234567890')
  await expect(tree.getByRole('treeitem').filter({ hasText: 'ratio:' })).toHaveText('ratio: 1.10')
  await page.getByLabel('Find in the payload').fill('needle')
  await expect(tree.getByRole('treeitem', { selected: true })).toContainText('the needle')
  await expect(page.getByText('$.deep.list[1].here')).toBeVisible()
  await page.getByRole('button', { name: 'As received', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Text as received' })).toContainText('"the needle"')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as received' }).click()
  expect((await download).suggestedFilename()).toMatch(/^DEFAULT-\d+\.json$/)
  expect(await readFile(await (await download).path(), 'utf8')).toBe(body)
})

test('a viewer reads everything and finds no button that would be refused', async ({ visit, platform }) => {
  const page = await visit(await platform.newColleague('Vera', 'VIEWER'))
  const title = someTitle('Only looked at')
  const id = await sendAlert(platform, title)
  await page.goto(`${platform.url}/t/default/alerts/${id}`)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await isLive(page)
  await expect(page.getByText('Your role may look at alerts, not change them.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Close|Status|Assign|Reopen)/ })).toHaveCount(0)
  await page.keyboard.press('2')
  await page.keyboard.press('c')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('header').getByText('New', { exact: true })).toBeVisible()
})

test('on its own page the keyboard walks the list the alert came from', async ({ page, platform }) => {
  const mark = someWord()
  for (const index of [1, 2, 3]) await sendAlert(platform, `Walked ${mark} ${index}`, { entity: `host-${index}` })
  await page.goto(`${platform.url}/t/default/alerts?q=${mark}`)
  await rowOf(page, `Walked ${mark}`).first().click()
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: 'Walked' })).toBeVisible()
  await expect(page.getByText('1 of 3')).toBeVisible()
  const titleShown = () => page.getByRole('heading', { level: 1 }).textContent()
  const first = await titleShown()
  await page.keyboard.press('j')
  await expect(page.getByText('2 of 3')).toBeVisible()
  await expect.poll(titleShown).not.toBe(first)
  await page.keyboard.press('k')
  await expect.poll(titleShown).toBe(first)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(new RegExp(`/t/default/alerts\\?q=${mark}`))
})
