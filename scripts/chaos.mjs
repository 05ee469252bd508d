import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { ship } from './chaos/agent.mjs'
import { jumpClock } from './chaos/clock.mjs'
import { fillEmbedded, fillPostgres } from './chaos/disk.mjs'
import { kill } from './chaos/kill.mjs'
import { overload } from './chaos/overload.mjs'
import { restartPostgres, restartRedis } from './chaos/restarts.mjs'
import { Lacking } from './chaos/services.mjs'
import { ADMIN, inFolder, TENANT } from './chaos/stage.mjs'
import { Fault, forwardSignals, main } from './project.mjs'

/** In the order in which they are played. */
const scenarios = {
  kill,
  agent: ship,
  'postgres-restart': restartPostgres,
  'redis-restart': restartRedis,
  'disk-full': fillPostgres,
  'disk-full-embedded': fillEmbedded,
  'clock-jump': jumpClock,
  overload,
}

const usage = `npm run chaos [-- [--only NAME]… [options]]      all when none is named
  --only NAME          ${Object.keys(scenarios).join(', ')}
  --rounds N           kills (default 10)
  --webhooks N         deliveries for each kill (default 1000)
  --clients N          senders at once (default 32)
  --database-url URL   an empty Postgres database for kill, agent, redis-restart, clock-jump and overload (default: embedded, for overload its own)
  --redis-url URL      Redis for all but redis-restart (default: none)`

/**
 * Breaks the server's world under load (single findings, arrays, NDJSON): after each scenario nothing that had a 202 is lost, nothing is
 * doubled, alerts count exactly the events they stand for, and senders saw 202, 429, 503 or a broken connection only.
 */
forwardSignals()
await main(async () => {
  const options = readOptions()
  await ensureBuilt()
  const failed = []
  for (const name of options.chosen) {
    console.log(`\n${name}`)
    if (!(await play(name, options))) failed.push(name)
  }
  if (failed.length > 0) throw new Fault(`Failed: ${failed.join(', ')}`)
})

async function play(name, options) {
  try {
    const told = await inFolder((folder) =>
      scenarios[name]({ options, settings: { ...options.settings, TOCSIN_DATA_DIR: folder } }),
    )
    console.log(told.replace(/^/gm, '  '))
  } catch (error) {
    if (error instanceof Lacking) {
      console.warn(`  NOT PLAYED: ${error.message}`)
      return true
    }
    console.error(`  FAILED: ${error instanceof Fault ? error.message : error.stack}`)
    return false
  }
  return true
}

function readOptions() {
  const { values } = parse()
  const number = (text, fallback) => {
    const value = Number(text ?? fallback)
    if (!Number.isInteger(value) || value < 1) throw new Fault(usage)
    return value
  }
  const chosen = values.only ?? Object.keys(scenarios)
  if (values.help || chosen.some((name) => !Object.hasOwn(scenarios, name))) throw new Fault(usage)
  return {
    chosen,
    rounds: number(values.rounds, 10),
    webhooks: number(values.webhooks, 1_000),
    clients: number(values.clients, 32),
    settings: {
      TOCSIN_ADMIN_EMAIL: ADMIN,
      TOCSIN_TENANT: TENANT,
      TOCSIN_ADMIN_PASSWORD: randomBytes(16).toString('hex'),
      TOCSIN_SECRET_KEY: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'warn',
      DATABASE_URL: values['database-url'] ?? '',
      REDIS_URL: values['redis-url'] ?? '',
    },
  }
}

function parse() {
  const text = { type: 'string' }
  try {
    return parseArgs({
      options: {
        only: { ...text, multiple: true },
        rounds: text,
        webhooks: text,
        clients: text,
        'database-url': text,
        'redis-url': text,
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new Fault(`${error.message}\n${usage}`)
  }
}
