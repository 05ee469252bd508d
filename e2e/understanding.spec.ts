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
