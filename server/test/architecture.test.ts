import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** Lower first. A module may import from itself and from modules named before it; main, app, schema and tasks stand above. */
const stairs = [
  ...['platform', 'audit', 'tenants', 'auth', 'jobs', 'sources', 'scoring', 'events'],
  ...['watch', 'agents', 'assets', 'observables', 'attack', 'rules', 'alerts', 'ingest', 'compat'],
]
const above = ['main.ts', 'cli.ts', 'server.ts', 'doors.ts', 'app.ts', 'schema.ts', 'tasks.ts', 'emit-schema.ts']
const src = resolve(__dirname, '../src')

const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : []
  })

/** Position on the stairs; files above them come last. An unknown folder is a fault, not a pass. */
function stairOf(path: string): number {
  const [first = ''] = relative(src, path).split('/')
  if (above.includes(first.replace(/(\.ts)?$/, '.ts'))) return stairs.length
  const stair = stairs.indexOf(first)
  if (stair < 0) throw new Error(`${first} is not on the stairs`)
  return stair
}

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from\s+|import\s*\(\s*|import\s+|require\(\s*)['"](\.[^'"]+)['"]/g)].map(
    ([, target]) => target ?? '',
  )

const climbsOf = (file: string, text: string): string[] =>
  importsOf(text)
    .map((target) => resolve(dirname(file), target))
    .filter((target) => !(file.endsWith('.test.ts') && target.startsWith(__dirname))) // tests stand on the harness
    .filter((target) => stairOf(target) > stairOf(file))
    .map((target) => `${relative(src, file)} climbs to ${relative(src, target)}`)

it('never climbs the stairs', () => {
  expect(filesIn(src).flatMap((file) => climbsOf(file, readFileSync(file, 'utf8')))).toEqual([])
})

it('would notice a climb', () => {
  const low = join(src, 'platform/planted.ts')
  for (const line of [
    "import { x } from '../ingest/pipeline'",
    "import '../app'",
    "await import('../ingest/pipeline')",
  ]) {
    expect(climbsOf(low, line)).toHaveLength(1)
  }
})
