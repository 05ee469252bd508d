import { browserPath } from './browser.mjs'
import { ensureBuilt } from './build.mjs'
import { binary, forwardSignals, main, runNode } from './project.mjs'

/** `npm run e2e`: browser tests against a server started by `npm start`. Arguments go to Playwright. */
forwardSignals()
await main(async (args) => {
  browserPath() // or say at once that there is none
  await ensureBuilt()
  const { code } = await runNode([binary('playwright'), 'test', '--config', 'e2e/playwright.config.ts', ...args], {
    stdio: 'inherit',
  })
  return code
})
