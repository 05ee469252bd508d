import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { ensureBuilt } from './build.mjs'
import { forwardSignals, inProject, main, root } from './project.mjs'

const ECHO_MS = 1_000
const stopSignals = ['SIGINT', 'SIGTERM']

/**
 * `npm start`: install, build, serve. The server runs in this very process, so that signals and the exit code are
 * its own and a killed start leaves no server behind.
 */
await main(async () => {
  process.chdir(root)
  forwardSignals()
  await ensureBuilt(serve)
})

/** Loading is synchronous: once this returns, the running server needs nothing more of what a later build clears. */
function serve() {
  for (const signal of [...stopSignals, 'SIGHUP']) process.removeAllListeners(signal)
  swallowEchoes()
  if (existsSync(inProject('.env'))) process.loadEnvFile(inProject('.env'))
  process.setSourceMapsEnabled(true)
  const server = inProject('server/dist/server/src/main.js')
  // As if it had been called itself: its own view of argv holds its path and no flags of npm.
  process.argv = [process.argv[0], server]
  createRequire(import.meta.url)(server)
}

/**
 * A terminal's Ctrl-C reaches npm and this process, and npm passes it on: the same wish arrives twice. The second
 * must not cut short the server's orderly stop; one that comes later is meant and ends at once.
 */
function swallowEchoes() {
  let stoppingSince
  for (const signal of stopSignals) {
    process.on(signal, () => {
      const isFirst = stoppingSince === undefined
      stoppingSince ??= performance.now()
      const serverListens = process.listenerCount(signal) > 1
      const isMeant = isFirst ? !serverListens : performance.now() - stoppingSince > ECHO_MS
      if (isMeant) process.exit(128 + constants.signals[signal])
    })
  }
  // The terminal was closed: stop in order as well.
  process.on('SIGHUP', () => process.kill(process.pid, 'SIGTERM'))
}
