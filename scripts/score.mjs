import { ensurePackages } from './build.mjs'
import { forwardSignals, inProject, main, runNode, typescript } from './project.mjs'

/** `npm run score [-- [--generic] [folder/…]]`: how well real payloads are understood; needs the collection (TOCSIN_FIXTURES). */
forwardSignals()
await main(async (args) => {
  await ensurePackages()
  const { code } = await runNode([...typescript(), 'server/test/score.run.ts', ...args], {
    stdio: 'inherit',
    env: { ...process.env, TSX_TSCONFIG_PATH: inProject('server/tsconfig.json') },
  })
  return code
})
