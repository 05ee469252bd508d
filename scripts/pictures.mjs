import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { browserArguments, browserPath } from './browser.mjs'
import { ensureBuilt } from './build.mjs'
import { Fault, forwardSignals, inProject, main, start } from './project.mjs'
import { freePort } from './server-process.mjs'

const READY_MS = 180_000
/** The queue is to look lived in: some alerts have come and some have been closed since the start. */
const LIVE_MS = 45_000

const desk = { width: 1440, height: 900 }
const telephone = { width: 390, height: 844 }

/** What is shown, the keys that are pressed or the button that is clicked at a desk, and the words that stand there then. */
const views = [
  { name: 'queue', path: '/t/acme/alerts', keys: ['j', 'j', 'Enter'], shows: 'Risk score', sizes: { desk, telephone } },
  {
    name: 'alert',
    path: '/t/acme/alerts',
    keys: ['j', 'j', 'j', 'o'],
    // What comes last of the page: its history.
    shows: /Nobody has changed anything|Status: |Assigned to: /,
    sizes: { desk },
  },
  { name: 'start', path: '/t/acme/start', keys: [], shows: 'Waiting for an alert', sizes: { desk } },
  { name: 'source', path: '/t/acme/sources/wazuh', keys: [], shows: 'Recent deliveries', sizes: { desk } },
  {
    name: 'explorer',
    path: '/graphql?tenant=acme',
    keys: [],
    button: 'Execute',
    shows: 'totalCount"',
    sizes: { desk },
  },
]

/** `npm run pictures`: docs/pictures anew, from a demo in a folder of its own. */
forwardSignals()
await main(async () => {
  await ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-pictures-'))
  const demo = start(process.execPath, [inProject('scripts/demo.mjs'), '--folder', join(folder, 'demo')], {
    capture: true,
    env: { ...process.env, PORT: `${await freePort()}` },
  })
  try {
    const { url, email, password } = await invitation(demo.child)
    await new Promise((settle) => setTimeout(settle, LIVE_MS))
    for (const colorScheme of ['dark', 'light']) await takeAll({ url, email, password, colorScheme })
  } finally {
    demo.child.kill('SIGTERM')
    await demo.done
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Whom the demo says to sign in as: the first of its people, whom nobody else plays. */
function invitation(child) {
  let said = ''
  return new Promise((settle, refuse) => {
    const timer = setTimeout(() => refuse(new Fault(`The demo did not start:\n${said}`)), READY_MS)
    child.stdout.on('data', (chunk) => {
      said += chunk
      const [, url, password, email] =
        /demo runs at (\S+)[^]*the password of each is\s+(\S[^\n]*)\n\s+(\S+@\S+)/.exec(said) ?? []
      if (!email) return
      clearTimeout(timer)
      settle({ url, email, password })
    })
  })
}

async function takeAll({ url, email, password, colorScheme }) {
  const browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments })
  const context = await browser.newContext({ colorScheme, viewport: desk })
  const page = await context.newPage()
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/t\//)
  for (const view of views) {
    for (const [size, viewport] of Object.entries(view.sizes))
      await take(page, { url, size, viewport, colorScheme, ...view })
  }
  await browser.close()
}

async function take(page, { url, name, path, keys, button, shows, size, viewport, colorScheme }) {
  await page.setViewportSize(viewport)
  await page.goto(url + path)
  await page.waitForLoadState('networkidle')
  if (keys.length > 0) await page.locator('[role=row][data-alert]').first().waitFor()
  for (const key of size === 'desk' ? keys : []) await page.keyboard.press(key)
  if (button) await page.getByRole('button', { name: button }).click()
  if (size === 'desk') await page.getByText(shows).first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  mkdirSync(inProject('docs/pictures'), { recursive: true })
  await page.screenshot({ path: inProject('docs/pictures', `${name}${size === 'desk' ? '' : `-${size}`}-${colorScheme}.png`) }) // prettier-ignore
}
