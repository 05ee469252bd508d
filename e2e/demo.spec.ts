import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../scripts/server-process.mjs'
import { expect, isLive, signedOut, test } from './test'

test.use({ storageState: signedOut })

test('the demo shows a queue that lives, to whom it says to sign in as', async ({ browser }) => {
  test.skip(Boolean(process.env.DATABASE_URL), 'the demo brings its own database')
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-demo-'))
  const command = ['run', 'demo', '--prefix', join(import.meta.dirname, '..'), '--', '--folder', join(folder, 'data')]
  const demo = spawn('npm', command, { env: { ...process.env, PORT: `${await freePort()}` }, detached: true })
  const ended = once(demo, 'close')
  let said = ''
  for (const stream of [demo.stdout, demo.stderr]) stream.on('data', (chunk) => (said += chunk))
  const context = await browser.newContext()
  try {
    await expect.poll(() => said, { timeout: 120_000 }).toContain('Ctrl-C ends it')
    const [, url = '', password = ''] = /demo runs at (\S+)[^]*the password of each is\s+(\S[^\n]*)/.exec(said) ?? []
    const page = await context.newPage()
    await page.goto(url)
    await page.getByLabel('E-mail').fill('mara@acme.example')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await isLive(page)
    await expect(page.locator('[role=row][data-alert]').nth(10)).toBeVisible()
    await expect(page.getByRole('button', { name: /\d+ new/ })).toBeVisible({ timeout: 60_000 })
  } finally {
    await context.close()
    if (demo.pid) process.kill(-demo.pid, 'SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  expect(said).toContain('The demo has ended.')
})
