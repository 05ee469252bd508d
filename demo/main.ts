import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Fault, main, root } from '../scripts/project.mjs'
import { launchServer } from '../scripts/server-process.mjs'
import { fillQueue } from './backlog'
import { prepareFolder } from './folder'
import { colleagues, furnish } from './furnish'
import { demoPassword, operatorEmail, people } from './people'
import { Random } from './random'
import { Stream } from './stream'
import { worlds } from './world'

const usage = `npm run demo [-- --keep] [--seed 7] [--folder data/demo] [--database-url postgres://… [--redis-url redis://…]]

  --keep          go on with the data of the last demo instead of a new one
  --seed          another number tells other stories
  --folder        where the data is kept; thrown away at the next start
  --database-url  an empty database, as an ordinary owner; without it an embedded one in the folder

PORT moves the address. The server is the ordinary one, filled through its own doors.
`

/** @throws Fault that tells how it is used */
function readOptions(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values } = parseArgs({
      args,
      options: { help: flag, keep: flag, seed: text, folder: text, 'database-url': text, 'redis-url': text },
    })
    return {
      ...values,
      seed: Number(values.seed ?? 7),
      folder: resolve(root, values.folder ?? 'data/demo'),
      databaseUrl: values['database-url'] ?? '',
      redisUrl: values['redis-url'] ?? '',
    }
  } catch (error) {
    throw new Fault(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

type Options = ReturnType<typeof readOptions>

/** On this machine alone, whatever .env says: the passwords are known to everybody. */
const settingsOf = ({ folder, databaseUrl, redisUrl }: Options) => ({
  HOST: '127.0.0.1',
  PORT: process.env.PORT ?? '4000',
  LOG_LEVEL: 'warn',
  TOCSIN_DATA_DIR: folder,
  TOCSIN_TENANT: worlds[0]?.slug,
  TOCSIN_ADMIN_EMAIL: operatorEmail,
  TOCSIN_ADMIN_PASSWORD: demoPassword,
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  TOCSIN_SECRET_KEY: databaseUrl && 'the key of a demo, which keeps nothing that is secret',
})

async function run(args: string[]): Promise<number> {
  const options = readOptions(args)
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  await prepareFolder(options.folder, options.keep)
  const end = new AbortController()
  const life = { isServing: false, hasFailed: false }
  endOnSignals(() => (life.isServing ? end.abort() : process.exit(1))) // leaving takes a server that is still starting along
  process.stdout.write('Starting the server …\n')
  const server = await launchServer(settingsOf(options))
  life.isServing = true
  void server.ended.then(() => {
    life.hasFailed = !end.signal.aborted
    end.abort()
  })
  try {
    await play(server.url, options, end.signal)
  } catch (error) {
    if (!end.signal.aborted) throw error
  }
  await server.stop()
  if (life.hasFailed) throw new Fault(`The server has ended:\n${server.output}`)
  process.stdout.write('The demo has ended.\n')
  return 0
}

async function play(url: string, { seed }: Options, signal: AbortSignal): Promise<void> {
  const random = new Random(seed)
  const isNew = await furnish(url)
  const staff = await colleagues(url)
  if (isNew) {
    process.stdout.write('Filling two queues …\n')
    await fillQueue(url, staff, random)
  }
  process.stdout.write(welcome(url))
  await new Stream(url, staff, random).run(signal)
}

function welcome(url: string): string {
  const rows = people.map(({ name, email, roles }) => {
    const what = Object.entries(roles).map(([tenant, role]) => `${tenant}: ${role.toLowerCase()}`)
    return `  ${email.padEnd(25)}${name.padEnd(17)}${what.join(', ')}`
  })
  return `
The demo runs at ${url}

Sign in as one of these; the password of each is

  ${demoPassword}

${rows.join('\n')}
  ${operatorEmail.padEnd(25)}${'Administrator'.padEnd(17)}operator of the platform, admin of both

Mara, Wei and Elif are free; the others work on the alerts while you watch. New ones
come every few seconds. For a demo only: the server listens on this machine alone.
Ctrl-C ends it; --keep at the next start goes on where it was.
`
}

/** A terminal's Ctrl-C arrives twice (npm passes it on as well): the second changes nothing. */
function endOnSignals(end: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

// Nothing is left that could hold the process up: sockets of the last requests are idle.
void main(run).then(() => process.exit())
