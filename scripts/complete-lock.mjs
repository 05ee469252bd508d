import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inProject, main } from './project.mjs'

const path = inProject('package-lock.json')

/**
 * A package with a binary per platform names each as an optional dependency. Where a registry lacks those of other
 * platforms, `npm install` leaves them out of package-lock.json without a word, and `npm ci` then refuses the file
 * everywhere. This puts them back, and leaves out where packages ask for money, so that the file names no address at all:
 * `resolved` stands there for the two workspaces alone and is the name of their folder, without which npm refuses the file.
 * `npm run check` tells when it is needed.
 */
export function completed(lock) {
  const packages = Object.fromEntries(
    Object.entries(lock.packages).map(([path, { funding: _, ...entry }]) => [path, entry]),
  )
  for (const [parent, { optionalDependencies = {}, dev, devOptional }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const isThere = placesOf(parent, name).some((place) => place in packages)
      // A range cannot be settled without the registry; packages name their own binaries exactly.
      if (isThere || !/^\d+\.\d+\.\d+/.test(version)) continue
      packages[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(dev || devOptional ? { dev: true } : {}),
        optional: true,
      }
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

/** Entries that `npm ci` would miss. */
export const missingIn = (lock) => Object.keys(completed(lock).packages).filter((key) => !(key in lock.packages))

/** Where Node would look for `name` from the package at `parent`, nearest first. */
function placesOf(parent, name) {
  const places = [`${parent ? `${parent}/` : ''}node_modules/${name}`]
  for (let at = parent.lastIndexOf('/node_modules/'); at > 0; at = parent.lastIndexOf('/node_modules/', at - 1)) {
    places.push(`${parent.slice(0, at)}/node_modules/${name}`)
  }
  return [...places, `node_modules/${name}`]
}

/** Told by the name, as all such packages have it: npm then does not ask for what cannot run here. */
function platformOf(name) {
  const words = name.split(/[-/]/)
  const one = (known) => words.filter((word) => known.includes(word)).slice(-1)
  const os = one(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'])
  const cpu = one(['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'])
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }) }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const lock = JSON.parse(readFileSync(path, 'utf8'))
    const missing = missingIn(lock)
    writeFileSync(path, `${JSON.stringify(completed(lock), null, 2)}\n`)
    console.log(`package-lock.json: ${missing.length} packages of other platforms put back, addresses left out`)
  })
}
