import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ensureBuilt } from './build.mjs'
import { forwardSignals, inProject, main, root } from './project.mjs'

/** `npm run tocsin -- COMMAND`: install, build, and do what an operator asks, on the database that `npm start` uses. */
await main(async (args) => {
  const folder = process.env.INIT_CWD ?? process.cwd() // npm goes to the project first: paths mean where it was called
  process.chdir(root)
  forwardSignals()
  await ensureBuilt(() => run(folder, args))
})

function run(folder, args) {
  if (existsSync(inProject('.env'))) process.loadEnvFile(inProject('.env'))
  process.setSourceMapsEnabled(true)
  const cli = inProject('server/dist/server/src/cli.js')
  process.argv = [process.argv[0], cli, folder, ...args]
  createRequire(import.meta.url)(cli)
}
