import { ensureBuilt } from './build.mjs'
import { forwardSignals, inProject, main, runNode, typescript } from './project.mjs'

/** `npm run bench`: build as `npm start` does, then measure. What may follow is told by `npm run bench -- --help`. */
forwardSignals()
await main(async (args) => {
  if (!args.includes('--help')) await ensureBuilt()
  const { code } = await runNode([...typescript(), 'bench/main.ts', ...args], {
    stdio: 'inherit',
    env: { ...process.env, TSX_TSCONFIG_PATH: inProject('server/tsconfig.json') },
  })
  return code
})
