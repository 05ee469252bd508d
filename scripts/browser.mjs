import { existsSync } from 'node:fs'
import { Fault } from './project.mjs'

/** Where Debian and Google put theirs. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** The Chromium on this machine, or CHROMIUM_PATH. @throws Fault that says how to get one */
export function browserPath() {
  const path = process.env.CHROMIUM_PATH ?? places.find(existsSync)
  if (path && existsSync(path)) return path
  throw new Fault('This needs Chromium: sudo apt-get install chromium, or name one in CHROMIUM_PATH')
}

/** A browser run by root has no sandbox; the rest keeps it from asking its maker's servers anything. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
