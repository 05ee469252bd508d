import 'reflect-metadata'
import { main } from '../scripts/project.mjs'
import { benchHostile } from './hostile'
import { benchIngest } from './ingest'
import { benchLive } from './live'
import { benchNormalise } from './normalise'
import { readOptions, type Options, type Row } from './options'
import { benchQueue } from './queue'
import { withSecrets, type StoreWithSecrets } from './server'
import { benchSoak } from './soak'
import { createStore, enginesOf } from './store'
import { benchWeb } from './web'

const benches: Record<Exclude<Row, 'normalise'>, (store: StoreWithSecrets, options: Options) => Promise<void>> = {
  ingest: benchIngest,
  queue: benchQueue,
  live: benchLive,
  web: benchWeb,
  hostile: benchHostile,
  soak: benchSoak,
}

let current: StoreWithSecrets | null = null

/** Each row of each database on a store of its own, one after the other: nothing else of ours runs meanwhile. */
async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  if (options.rows.includes('normalise')) benchNormalise(options)
  const stored = options.rows.filter((row) => row !== 'normalise')
  if (stored.length === 0) return
  for (const engine of await enginesOf(options)) {
    for (const row of stored) {
      current = withSecrets(await createStore(engine))
      try {
        await benches[row](current, options)
      } finally {
        await current.drop()
        current = null
      }
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void (current?.drop() ?? Promise.resolve()).finally(() => process.exit(1))
  })
}

// Ended by force: what a failed row left running goes with this process.
void main(run).then(() => process.exit())
