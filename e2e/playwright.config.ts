import { defineConfig } from '@playwright/test'
import { browserArguments, browserPath } from '../scripts/browser.mjs'

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // Each worker has a server of its own, which some tests stop: those of one file run one after the other.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: browserPath(), args: browserArguments },
  },
})
