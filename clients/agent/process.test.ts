import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simulateSignals } from './simulate.mjs'
import { Spool } from './spool.mjs'
import { aFolder, dropFolders } from './testing/folder'
import { RudeServer, says, until } from './testing/rude-server'

let server: RudeServer
let children: ChildProcess[]
beforeEach(async () => {
  children = []
  server = new RudeServer()
  await server.start()
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await server.stop()
  await dropFolders()
})

/** The agent's command line, in a process of its own. */
async function aCommand(folder: string, settings: object, ...args: string[]) {
  const config = join(await aFolder(), 'agent.json')
  await writeFile(config, JSON.stringify({ endpoint: `${server.url}/ingest`, folder, apiKey: 'key', ...settings }))
  const child = spawn(process.execPath, [join(__dirname, 'agent.mjs'), '--config', config, ...args])
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  child.stdin.on('error', () => undefined) // it may be killed while it reads
  const ended = once(child, 'close').then(() => child.exitCode)
  return { child, said, ended }
}

const linesOf = (count: number, seed = 1) =>
  [...simulateSignals({ seed, count })].map((signal) => `${JSON.stringify(signal)}\n`).join('')

/** Ids of whole lines: the last may be cut off. */
const acknowledged = ({ out }: { out: string }) => out.split('\n').slice(0, -1)

it.each([1, 40, 150, 333])(
  'has kept every signal that it acknowledged before kill -9, here after %i of them',
  async (least) => {
    const folder = await aFolder()
    const { child, said, ended } = await aCommand(folder, {}, 'send', '-')
    child.stdin.write(linesOf(2_000))
    await until(() => acknowledged(said).length >= least)
    child.kill('SIGKILL')
    await ended
    const spool = await Spool.open({ folder })
    const kept = new Set<string>()
    for (const name of await spool.names()) {
      const body = await spool.read(name)
      kept.add((JSON.parse(body!.toString()) as { signal_id: string }).signal_id)
    }
    expect(acknowledged(said).filter((id) => !kept.has(id))).toEqual([])
    expect(await readdir(join(folder, 'corrupt'))).toEqual([])
  },
)

it('delivers everything though it is killed twice on the way, beside one that adds', async () => {
  const folder = await aFolder()
  const signals = [...simulateSignals({ seed: 3, count: 400 })]
  const adding = await aCommand(folder, {}, 'send', '-')
  adding.child.stdin.end(linesOf(400, 3))
  expect(await adding.ended).toBe(0)
  const settings = { hostId: 'mac-1', heartbeatUrl: `${server.url}/beats`, flushIntervalMs: 50 }
  const arrived = () =>
    server.received.filter(({ path }) => path === '/ingest').map(({ text }) => JSON.parse(text).signal_id)
  for (const least of [100, 200]) {
    const { child, ended } = await aCommand(folder, settings)
    await until(() => new Set(arrived()).size >= least)
    child.kill('SIGKILL')
    await ended
  }
  const { child, said, ended } = await aCommand(folder, settings)
  await until(() => new Set(arrived()).size === 400)
  const later = await aCommand(folder, {}, 'send', '-')
  later.child.stdin.end('{"rule_id":"r","severity":"low","title":"added while it runs"}\n')
  await until(() => new Set(arrived()).size === 401)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  const doubles = arrived().length - new Set(arrived()).size
  expect(doubles).toBeLessThanOrEqual(10) // at most what was under way at each kill
  expect(signals.filter(({ signal_id }) => !arrived().includes(signal_id))).toEqual([])
  expect(server.received.some(({ path }) => path === '/beats')).toBe(true)
  expect(await (await Spool.open({ folder })).names()).toEqual([])
  expect(said.err).not.toMatch(/warning/i)
})

it('says which lines are no signals, and goes on', async () => {
  const { child, said, ended } = await aCommand(await aFolder(), {}, 'send', '-')
  child.stdin.end(`${linesOf(2)}\nnonsense\n{"title":"no rule"}\n${linesOf(1, 2)}`)
  expect(await ended).toBe(1)
  expect(acknowledged(said)).toHaveLength(3)
  expect(said.err.match(/"line":(\d+)/g)).toEqual(['"line":4', '"line":5'])
})

it('stops reading when the spool is full, says so, and leaves what it acknowledged', async () => {
  const folder = await aFolder()
  const { child, said, ended } = await aCommand(folder, { maxCount: 10 }, 'send', '-')
  child.stdin.end(linesOf(100))
  expect(await ended).toBe(3)
  expect(acknowledged(said)).toHaveLength(10)
  expect(said.err).toMatch(/the spool holds 10 items; at most 10 are kept/)
  expect(await (await Spool.open({ folder })).names()).toHaveLength(10)
})

it('stops on SIGTERM while the server refuses, with everything kept', async () => {
  const folder = await aFolder()
  const adding = await aCommand(folder, {}, 'send', '-')
  adding.child.stdin.end(linesOf(20))
  await adding.ended
  server.manners = says(500)
  const { child, said, ended } = await aCommand(folder, {})
  await until(() => server.received.length >= 5)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(said.err).toMatch(/"waiting":20/)
})

it('explains wrong use', async () => {
  const { said, ended } = await aCommand(await aFolder(), {}, 'sendd')
  expect(await ended).toBe(2)
  expect(said.err).toMatch(/^Usage/)
})
