import { expect, openQueue, rowOf, test } from './test'

/** Drawn as it is, it reads "invoice exe.jpg". */
const turned = 'invoice\u202egpj.exe'

test('what turns text around is named wherever a sender’s words are shown', async ({ page, platform }) => {
  const { answer } = await platform.send(platform.siem, {
    type: 'malware',
    severity: 'high',
    title: `Opened ${turned}`,
    entity: turned,
    host: turned,
    tags: [turned],
  })
  await openQueue(page, platform, { query: '?q=invoice' })
  const row = rowOf(page, 'Opened invoice')
  const marked = 'invoiceU+202Egpj.exe'
  await expect(row.getByRole('link')).toHaveText(`Opened ${marked}`)
  await expect(row.getByRole('link')).toHaveAttribute('title', 'Opened invoice[U+202E]gpj.exe')
  await expect(row).not.toContainText('\u202e')
  await expect(page.getByRole('checkbox', { name: marked }).first()).toBeVisible()

  await page.goto(`${platform.url}/t/default/alerts/${answer?.items[0]?.alertId}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Opened ${marked}`)
  await expect(page).toHaveTitle(/Opened invoice\[U\+202E\]gpj\.exe/)
  await expect(page.locator('body')).not.toContainText('\u202e')
})
