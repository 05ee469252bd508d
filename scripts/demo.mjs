import { ensureBuilt } from './build.mjs'
import { forwardSignals, inProject, main, runNode, typescript } from './project.mjs'

/** `npm run demo`: install and build as `npm start` does, then the server with two made-up companies in it. See `npm run demo -- --help`. */
forwardSignals()
await main(async (args) => {
  if (!args.includes('--help')) await ensureBuilt()
  const { code } = await runNode([...typescript(), 'demo/main.ts', ...args], {
    stdio: 'inherit',
    env: { ...process.env, TSX_TSCONFIG_PATH: inProject('server/tsconfig.json') },
  })
  return code
})
