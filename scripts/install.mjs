import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { Fault, inProject, run } from './project.mjs'

const stamp = inProject('node_modules/.tocsin-lock')
const lockfile = inProject('package-lock.json')
/** npm writes it last, so an interrupted install has none. */
const installedList = inProject('node_modules/.package-lock.json')

const lockHash = () => createHash('sha256').update(readFileSync(lockfile)).digest('hex')

/** Installs the packages of package-lock.json when they are not all there in their locked versions. */
export async function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing packages (npm ci) …')
  // Build tools are dev dependencies: NODE_ENV=production in the caller's shell must not leave them out.
  const { code, output } = await npm(['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'])
  if (code !== 0) throw new Fault(explain(output))
  keepStamp()
}

function isInstalled() {
  if (!existsSync(installedList)) return false
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return true
  if (!holdsAllLocked()) return false
  keepStamp()
  return true
}

/** A changed package-lock.json is no reason to install again when `npm install` has already done so. */
function holdsAllLocked() {
  const locked = JSON.parse(readFileSync(lockfile, 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages
  return Object.entries(locked).every(([path, { version, link, optional }]) => {
    const isPackage = /(^|\/)node_modules\//.test(path)
    const there = installed[path]
    if (!isPackage || link) return true
    if (!there) return Boolean(optional) // made for another platform
    return there.version === version && existsSync(inProject(path))
  })
}

/** Only spares the next start a comparison: a folder that cannot be written is no fault here. */
function keepStamp() {
  try {
    writeFileSync(stamp, lockHash())
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(error.code)) throw error
  }
}

/** The npm that runs this script, when one does; else the one on the PATH. */
function npm(args) {
  const own = process.env.npm_execpath
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  return run(command, [...first, ...args], { capture: true })
}

function explain(output) {
  const text = output.trim()
  const why = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network/i.test(text)
    ? 'The package registry cannot be reached: check the network and `npm config get registry`, then run the command again.'
    : /EACCES|EPERM|EROFS/.test(text)
      ? `The folder ${inProject()} cannot be written by this user: give it to them, or run as its owner.`
      : 'See above for the reason; run the command again once it is mended.'
  return `${text}\n\nThe packages could not be installed. ${why}`
}
