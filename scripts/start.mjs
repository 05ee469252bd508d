import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ensureBuilt } from './build.mjs'
import { forwardSignals, inProject, main, root } from './project.mjs'

/**
 * `npm start`: install, build, serve. The server runs in this very process, so that signals and the exit code are
 * its own and a killed start leaves no server behind.
 */
await main(async () => {
  process.chdir(root)
  forwardSignals()
  await ensureBuilt()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
  if (existsSync(inProject('.env'))) process.loadEnvFile(inProject('.env'))
  process.setSourceMapsEnabled(true)
  const server = inProject('server/dist/server/src/main.js')
  // As if it had been called itself: its own view of argv holds its path and no flags of npm.
  process.argv = [process.argv[0], server]
  createRequire(import.meta.url)(server)
})
