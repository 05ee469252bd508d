import { existsSync } from 'node:fs'
import { ensureBuilt } from './build.mjs'
import { binary, Fault, forwardSignals, main, runNode } from './project.mjs'

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** `npm run e2e`: browser tests against a server started by `npm start`. Arguments go to Playwright. */
forwardSignals()
await main(async (args) => {
  const browser = process.env.CHROMIUM_PATH ?? browsers.find(existsSync)
  if (!browser || !existsSync(browser)) {
    throw new Fault('The browser tests need Chromium: sudo apt-get install chromium, or name one in CHROMIUM_PATH')
  }
  await ensureBuilt()
  const { code } = await runNode([binary('playwright'), 'test', '--config', 'e2e/playwright.config.ts', ...args], {
    stdio: 'inherit',
  })
  return code
})
