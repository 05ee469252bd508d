import { ask } from '../scripts/client.mjs'
import { expect, sendAlert, someWord, test } from './test'

test('an asset is added, imported, and told beside the host of an alert with what it does to the score', async ({
  page,
  platform,
}) => {
  const word = someWord()
  await page.goto(`${platform.url}/t/default/knowledge/assets`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'Add an asset' })
  await form.getByLabel('Host').fill(`dc-${word}`)
  await form.getByLabel('Owner').fill('Directory team')
  await form.getByRole('button', { name: 'Add' }).click()
  await expect(page.getByRole('cell', { name: `dc-${word}`, exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import assets' })
  await dialog.getByLabel('or its text').fill(`host,criticality\ndc-${word},PURPLE`)
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Line 2, criticality')
  await dialog.getByLabel('or its text').fill(`host,owner,criticality\ndc-${word},Directory team,CRITICAL`)
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(page.getByText('1 changed', { exact: true })).toBeVisible()
  await page.getByLabel('Search the assets').fill(word)
  await expect(page.getByRole('row', { name: new RegExp(word) })).toContainText('Critical')

  const alertId = await sendAlert(platform, `Seen ${word}`, { host: `dc-${word}`, severity: 'medium' })
  await page.goto(`${platform.url}/t/default/alerts/${alertId}`)
  await expect(page.getByText('owner Directory team')).toBeVisible()
  await expect(page.getByText('critical criticality')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Why this score' })).toContainText('is CRITICAL')
})

test('a file larger than a request is imported in parts, up to its first fault', async ({ page, platform }) => {
  const word = someWord()
  const row = (index: number) => `vm${index}-${word},"${'A machine, of many. '.repeat(8)}"`
  const file = (rows: string[]) => ({
    name: 'assets.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`host,name\n${rows.join('\n')}\n`),
  })
  const rows = Array.from({ length: 12_000 }, (_, index) => row(index))
  await page.goto(`${platform.url}/t/default/knowledge/assets`)
  await page.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import assets' })
  await dialog.getByLabel('A file').setInputFiles(file(rows.with(11_000, ',nameless')))
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(dialog.getByText(/^Only the first .* rows were imported: the file has 1 fault\.$/)).toBeVisible()
  await expect(dialog.getByRole('alert')).toContainText('Line 11002, host')
  await dialog.getByLabel('A file').setInputFiles(file(rows))
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(page.getByText(/added, .* as before$/)).toBeVisible()
  await page.getByLabel('Search the assets').fill(`-${word}`)
  await expect(page.getByText('12,000 assets', { exact: true })).toBeVisible()
})

test('weights are tried, saved on top of what somebody else has changed, and set back', async ({ page, platform }) => {
  await sendAlert(platform, `Scored ${someWord()}`)
  await page.goto(`${platform.url}/t/default/settings/risk-weights`)
  const severity = page.getByLabel('Severity, as a number')
  await severity.fill('0.5')
  await severity.press('Tab')
  await page.getByRole('button', { name: /^Preview on/ }).click()
  await expect(page.getByText(/^Of the newest .* lower\.$/)).toBeVisible()
  await ask(
    await platform.admin(),
    'mutation Set($input: UpdateRiskWeightsInput!) { updateRiskWeights(input: $input) { riskWeights { version } } }',
    { input: { weights: { knownBad: 0.25 } } },
  )
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/Somebody else has changed 1 weight/)).toBeVisible()
  await expect(page.getByLabel('Known to be bad, as a number')).toHaveValue('0.25')
  await expect(severity).toHaveValue('0.5')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The weights are changed')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the usual' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Back to the usual' })).toBeDisabled()
})
