import { ask } from '../scripts/client.mjs'
import { open } from './pages'
import { expect, sendAlert, someWord, test } from './test'

test('from an alert to its values, its rule and the guide that is written for it', async ({ page, platform }) => {
  const mark = someWord()
  const alertId = await sendAlert(platform, `${mark} beacon`, {
    rule: { id: mark, name: `Rule ${mark}` },
    domain: `${mark}.example`,
  })
  await open(page, platform, `/t/default/alerts/${alertId}`)
  const value = page.getByRole('link', { name: `${mark}[.]example`, exact: true })
  await expect(value).toBeVisible()

  await page.getByRole('button', { name: `What to do with ${mark}[.]example` }).click()
  await page.getByRole('menuitem', { name: 'Mark as bad' }).click()
  await expect(page.getByText('IOC', { exact: true })).toBeVisible()
  const { alert } = await ask(
    await platform.admin(),
    'query Held($id: ID!) { alert(id: $id) { observables { value isIoc } } }',
    { id: alertId },
  )
  expect(alert.observables).toContainEqual({ value: `${mark}.example`, isIoc: true })

  await page.getByRole('link', { name: `Rule ${mark}` }).click()
  await page.getByRole('button', { name: 'Write one' }).click()
  await page.getByRole('textbox', { name: 'Markdown' }).fill('Ask **Ada** first. [x](javascript:alert(1)) <b>no</b>')
  await expect(page.getByRole('region', { name: 'Preview' }).getByText('Ada')).toBeVisible()
  await page.getByRole('button', { name: 'Save guide' }).click()
  await open(page, platform, `/t/default/alerts/${alertId}`)
  await expect(page.getByRole('region', { name: 'Rule' })).toContainText('Ask Ada first.')
  await expect(page.getByRole('region', { name: 'Rule' }).locator('a[href^="javascript"], b')).toHaveCount(0)
})

test('a sample of any product is understood, and text that is no JSON is told where it stops being it', async ({
  page,
  platform,
}) => {
  await open(page, platform, '/t/default/understand')
  await page.getByLabel('Paste a sample').selectOption('suricata')
  const item = page.getByRole('article', { name: 'Item 1' })
  await expect(item).toContainText('From Suricata, recognised by')
  await expect(item).toContainText('src_ip')
  await expect(page.getByRole('button', { name: 'Copy as JSON' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Download test sample' })).toBeVisible()

  const payload = page.getByLabel('Payload')
  await payload.fill('{"title":"Odd login","n":1.10}')
  await page.getByRole('button', { name: 'Format' }).click()
  await expect(payload).toHaveValue('{\n  "title": "Odd login",\n  "n": 1.10\n}')
  await payload.fill('{\n  "title": "Odd login"\n  "n": 1\n}')
  await page.getByRole('button', { name: 'Not JSON from line 3, column 3' }).click()
  await expect(payload).toBeFocused()
  await expect(page.getByRole('button', { name: 'Format' })).toBeDisabled()
})
