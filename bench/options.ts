import { parseArgs } from 'node:util'
import { Fault } from '../scripts/project.mjs'

/** Those that run when none is named. */
const usualRows = ['ingest', 'queue', 'live', 'web', 'hostile'] as const
export const rows = [...usualRows, 'soak', 'normalise'] as const
export type Row = (typeof rows)[number]
export type Engine = 'embedded' | 'postgres'

export interface Options {
  rows: readonly Row[]
  /** `auto`: embedded, and Postgres too when one answers. */
  database: Engine | 'both' | 'auto'
  /** Length of each measurement, after its warm-up. */
  seconds: number
  /** Length of the soak. */
  minutes: number
  alerts: number
  clients: number
  /** Hostile ones. */
  bodies: number
  /** Cases of the ingest, or pages of the web, whose name holds this text; all, when it is empty. */
  only: string
  /** Folder that receives CPU profiles of the server under test. */
  profile: string | null
}

export const usage = `npm run bench [-- [ingest] [queue] [live] [web] [hostile] [soak] [normalise] [options]]      all but the last two when none is named; web is Lighthouse, and needs Chromium; normalise needs no database
  --database embedded|postgres|both   default: embedded, and Postgres when it answers (DATABASE_URL, else 127.0.0.1:5432)
  --seconds N      length of each measurement (default 15)
  --minutes N      length of the soak (default 10)
  --alerts N       alerts of the large size (default 1000000; the small size is 10000 for the queue, none for the ingest)
  --only TEXT      of the ingest only the cases, of the web only the pages whose name holds this, such as "NDJSON" or "/alerts/:id"
  --clients N      live clients (default 2000)
  --bodies N       hostile bodies (default 10000)
  --quick          2 seconds, 20000 alerts, 200 clients, 500 bodies: shows that it works, measures little
  --profile DIR    write CPU profiles of the server there; its figures are then lower`

/** @throws Fault that shows the usage */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args)
  const usual = values.quick
    ? { seconds: 2, alerts: 20_000, clients: 200, bodies: 500 }
    : { seconds: 15, alerts: 1_000_000, clients: 2_000, bodies: 10_000 }
  return {
    rows: positionals.length > 0 ? rows.filter((row) => positionals.includes(row)) : usualRows,
    database: oneOf(['embedded', 'postgres', 'both', 'auto'] as const, values.database),
    seconds: positive(values.seconds, usual.seconds),
    minutes: positive(values.minutes, values.quick ? 1 : 10),
    alerts: positive(values.alerts, usual.alerts),
    clients: positive(values.clients, usual.clients),
    bodies: positive(values.bodies, usual.bodies),
    only: values.only,
    profile: values.profile ?? null,
  }
}

function parse(args: string[]) {
  try {
    const text = { type: 'string' } as const
    const parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        database: { ...text, default: 'auto' },
        seconds: text,
        minutes: text,
        alerts: text,
        clients: text,
        bodies: text,
        only: { ...text, default: '' },
        profile: text,
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const unknown = parsed.positionals.filter((name) => !(rows as readonly string[]).includes(name))
    if (parsed.values.help || unknown.length > 0) throw new Error(unknown.map((name) => `Unknown: ${name}`).join(', '))
    return parsed
  } catch (error) {
    throw new Fault(`${(error as Error).message}\n${usage}`.trim())
  }
}

function oneOf<Word extends string>(words: readonly Word[], given: string): Word {
  const found = words.find((word) => word === given)
  if (!found) throw new Fault(usage)
  return found
}

function positive(text: string | undefined, fallback: number): number {
  const value = Number(text ?? fallback)
  if (!Number.isInteger(value) || value < 1) throw new Fault(usage)
  return value
}
