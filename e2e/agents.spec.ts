import { expect, newKey, sendHeartbeat, someWord, test } from './test'

test('an agent appears with its first heartbeat, is found, retired and comes back with the next', async ({
  page,
  platform,
}) => {
  const name = `mac-${someWord()}`
  const key = await newKey(platform, name, ['agent:write'])
  await page.goto(`${platform.url}/t/default/agents`)
  await expect(page.getByRole('heading', { name: 'Agents', level: 1 })).toBeVisible()
  await sendHeartbeat(platform, key, { agent_id: name, version: '9.8.7', os_version: '15.1', uptime_seconds: 90_061 })
  await expect(page.getByRole('link', { name })).toBeVisible()

  await page.getByRole('list', { name: 'Agents by version' }).getByRole('button', { name: '9.8.7' }).click()
  await expect(page).toHaveURL(/version=9\.8\.7/)
  await page.getByLabel('Search the agents').fill(name)
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('Online')
  await row.getByRole('link', { name }).click()

  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(page.getByText('1 d 1 h')).toBeVisible()
  await expect(page.getByText('It has never fallen silent.')).toBeVisible()
  await page.getByRole('button', { name: 'Retire' }).click()
  await expect(page.getByText('Retired', { exact: true })).toBeVisible()
  await sendHeartbeat(platform, key, { agent_id: name, version: '9.8.8' })
  await page.reload()
  await expect(page.getByText('Online', { exact: true })).toBeVisible()
  await expect(page.getByText('9.8.8')).toBeVisible()
})
