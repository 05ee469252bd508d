import { expect, isLive, rowOf, signInAs, someTitle, test } from './test'

test('an open page finds a restarted server by itself and catches up', async ({ page, platform, watched }) => {
  await signInAs(page, platform)
  const before = someTitle('Before')
  await platform.send(platform.siem, { source: 'a', type: 'x', severity: 'high', title: before, entity: 'a' })
  await expect(rowOf(page, before)).toBeVisible()

  await platform.stop()
  expect(platform.output).toContain('stopping')
  await expect(page.locator('[data-live="reconnecting"]')).toBeVisible()
  await platform.startAgain()
  expect(platform.output).not.toContain('password')
  const meanwhile = someTitle('Meanwhile')
  await platform.send(platform.siem, { source: 'a', type: 'x', severity: 'high', title: meanwhile, entity: 'a' })
  await isLive(page)
  await expect(rowOf(page, meanwhile)).toBeVisible()
  await expect(rowOf(page, before)).toHaveCount(1)

  const after = someTitle('After')
  await platform.send(platform.siem, { source: 'a', type: 'x', severity: 'high', title: after, entity: 'a' })
  await expect(rowOf(page, after)).toBeVisible()
  // Chromium itself logs each refused attempt to connect; a page cannot prevent that.
  const expected = /ERR_CONNECTION_REFUSED|WebSocket connection to .* failed/
  watched.faults.splice(0, Infinity, ...watched.faults.filter((fault) => !expected.test(fault)))
})
