import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { withBuildLock } from './lock.mjs'
import { binary, Fault, forwardSignals, inProject, main, must } from './project.mjs'
import { hashOf } from './stamp.mjs'

const everyBuild = ['package-lock.json', 'package.json']

const server = {
  name: 'server',
  out: inProject('server/dist'),
  proof: inProject('server/dist/server/src/main.js'),
  sources: ['server/src', 'migrations', 'server/tsconfig.json', 'server/tsconfig.build.json', 'server/package.json'],
  async build() {
    await node('The server build', binary('tsc'), '-p', 'server/tsconfig.build.json')
  },
}

const webFiles = [
  'src',
  'bundle',
  'explorer',
  'public',
  'index.html',
  'explorer.html',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
]

const web = {
  name: 'web',
  out: inProject('web/dist'),
  proof: inProject('web/dist/index.html'),
  sources: ['codegen.ts', 'schema', 'docs/guides', ...webFiles.map((path) => `web/${path}`)],
  async build() {
    await node('Making the typed documents', binary('graphql-codegen'), '--config', 'codegen.ts')
    await node(
      'The web build',
      binary('vite', 'web'),
      'build',
      'web',
      '--config',
      'web/vite.config.ts',
      '--logLevel',
      'warn',
    )
  },
}

const node = (what, ...args) => must(what, process.execPath, args, { capture: true })

/**
 * Installs and builds what is missing or older than its sources; safe to call from two processes at once.
 * @param use runs on the finished build before anybody else may clear it.
 */
export function ensureBuilt(use = () => undefined) {
  return withBuildLock(async () => {
    await ensureInstalled()
    // Both to their end, also when one fails: the lock must not be released under a build that still runs.
    const results = await Promise.allSettled([server, web].map(buildWhenStale))
    for (const { reason } of results) if (reason) throw reason
    return use()
  })
}

/** Installs what is missing. */
export const ensurePackages = () => withBuildLock(ensureInstalled)

async function buildWhenStale({ name, out, proof, sources, build }) {
  const stamp = `${out}/.sources`
  const wanted = hashOf([...everyBuild, ...sources].map((path) => inProject(path)))
  if (existsSync(proof) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Building ${name} …`)
  clear(out)
  await build()
  if (!existsSync(proof)) throw new Fault(`The ${name} build made no ${proof}`)
  // Written last: a build that was stopped half-way is done again.
  writeFileSync(stamp, wanted)
}

/** From nothing each time: what a deleted source once built (an old migration, say) must not live on. */
function clear(out) {
  try {
    rmSync(out, { recursive: true, force: true })
    mkdirSync(out, { recursive: true })
  } catch (error) {
    throw new Fault(`${out} cannot be written by this user (${error.code}): give the folder to them, or remove it`)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  forwardSignals()
  await main(async () => {
    await ensureBuilt()
    console.log('Built.')
  })
}
