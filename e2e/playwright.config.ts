import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** CHROMIUM_PATH, or where Debian and Google put theirs. scripts/e2e.mjs has made sure that there is one. */
const executablePath = process.env.CHROMIUM_PATH ?? places.find((path) => existsSync(path))

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // One server, started once and restarted by one of the tests: they run one after the other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      // A browser run by root has no sandbox; the rest keeps it from asking its maker's servers anything.
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
})
