import { expect, someWord, test } from './test'

test('an operator sets a daily quota, is warned before it bites, and takes it away', async ({ page, platform }) => {
  const slug = `quota-${someWord()}`
  const sender = await platform.newTenant(slug)
  const send = (title: string) => platform.send(sender, { title, severity: 'low' })
  for (const title of ['One', 'Two', 'Three', 'Four']) await send(title)
  const row = page.getByRole('listitem').filter({ hasText: slug })
  // What has come is counted within a second or so.
  const shows = (text: string) =>
    expect(async () => {
      await page.goto(`${platform.url}/tenants`)
      await expect(row).toContainText(text, { timeout: 2_000 })
    }).toPass()
  await shows('4 items today')

  await page.getByRole('button', { name: `Edit Tenant ${slug}` }).click()
  const form = page.getByRole('form', { name: `Edit Tenant ${slug}` })
  await expect(form.getByLabel('Name')).toBeFocused()
  await form.getByLabel('Daily quota of items').fill('4')
  await expect(form).toContainText('4 items came today already: deliveries would be refused at once.')
  await form.getByLabel('Daily quota of items').fill('5')
  await expect(form).toContainText('little would be left for today')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('4 of 5 items today')
  await expect(row).toContainText('nearly used up')

  await expect(async () => expect((await send(someWord())).status).toBe(429)).toPass()
  await shows('used up: deliveries are refused with 429')

  await page.getByRole('button', { name: `Edit Tenant ${slug}` }).click()
  await form.getByLabel('Daily quota of items').fill('0')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText(/\d items today/)
  await expect(row).not.toContainText(' of ')
})
