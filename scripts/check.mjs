import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { ensurePackages } from './build.mjs'
import { missingIn } from './complete-lock.mjs'
import { binary, forwardSignals, inProject, main, run, runNode } from './project.mjs'

const node = (...args) => runNode(args, { capture: true })
const tool = (name, ...args) => node(binary(name), ...args)
const script = (name, ...args) => node(inProject('scripts', name), ...args)

/** Writes what the steps after it read. */
const documents = 'typed documents (codegen)'

/** Each is told by its name and run even when another failed; the longest begin first. */
const steps = {
  [documents]: () => tool('graphql-codegen', '--config', 'codegen.ts'),
  'lint (eslint)': () => tool('eslint', '.', '--max-warnings', '0'),
  'format (prettier)': () => tool('prettier', '--check', '--log-level', 'warn', '.'),
  'types of the server (tsc)': () => tool('tsc', '--noEmit', '-p', 'server/tsconfig.json'),
  'types of the browser tests (tsc)': () => tool('tsc', '-p', 'e2e/tsconfig.json'),
  'types of the explorer (tsc)': () => tool('tsc', '--noEmit', '-p', 'web/explorer/tsconfig.json'),
  'types of the web (vue-tsc)': () => tool('vue-tsc', '--noEmit', '-p', 'web/tsconfig.json'),
  'schema drift': () => script('schema.mjs', '--check'),
  'package-lock.json': async () => lockFaults(),
  'compose file and Dockerfile': () => script('check-docker.mjs'),
  'shell scripts (bash -n)': () => run('bash', ['-n', inProject('.ci/run')], { capture: true }),
}

/** A lock file with download addresses works only where it was made: npm finds packages by name, version and hash. */
function lockFaults() {
  const lock = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))
  const faults = Object.entries(lock.packages).flatMap(([path, { resolved, integrity, link, optional }]) => {
    if (resolved !== undefined && !(link && lock.packages[''].workspaces.includes(resolved)))
      return [`${path} names a download address`]
    if (JSON.stringify(lock.packages[path]).includes('://'))
      return [`${path} names an address: run node scripts/complete-lock.mjs`]
    return !link && !optional && path.includes('node_modules/') && !integrity ? [`${path} has no hash`] : []
  })
  const missing = missingIn(lock).map((path) => `${path} is missing: run node scripts/complete-lock.mjs`)
  return { code: faults.length + missing.length > 0 ? 1 : 0, output: [...faults, ...missing].join('\n') }
}

/** `npm run check`: format, lint, types, schema drift. Words in the arguments choose steps: `npm run check -- lint`. */
forwardSignals()
await main(async (words) => {
  await ensurePackages()
  const chosen = Object.entries(steps).filter(
    ([name]) => words.length === 0 || words.some((word) => name.includes(word)),
  )
  const failed = []
  const take = async ([name, step]) => {
    const began = performance.now()
    const { code, output } = await step()
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
    if (code === 0) return
    failed.push(name)
    console.log(output.trimEnd().replace(/^/gm, '     '))
  }
  const waiting = [...chosen]
  if (waiting[0]?.[0] === documents) await take(waiting.shift())
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await take(next)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
  console.log(
    failed.length === 0
      ? 'All checks passed.'
      : `${failed.length} of ${chosen.length} checks failed: ${failed.join(', ')}`,
  )
  return failed.length === 0 ? 0 : 1
})
