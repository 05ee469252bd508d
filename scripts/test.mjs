import { ensurePackages } from './build.mjs'
import { binary, forwardSignals, main, runNode } from './project.mjs'

/** `npm test`: install what is missing, then every jest test, or those that the arguments choose. */
forwardSignals()
await main(async (args) => {
  await ensurePackages()
  const { code } = await runNode([binary('jest'), ...args], { stdio: 'inherit' })
  return code
})
