import { readFileSync, writeFileSync } from 'node:fs'
import { ensurePackages } from './build.mjs'
import { binary, Fault, forwardSignals, inProject, main, must } from './project.mjs'

const path = inProject('schema/schema.graphql')

/** `npm run schema`: writes schema/schema.graphql from the code; with --check only tells whether it still says the same. */
forwardSignals()
await main(async ([flag]) => {
  await ensurePackages()
  const args = [binary('tsx'), '--tsconfig', 'server/tsconfig.json', 'server/src/emit-schema.ts']
  const fresh = await must('Emitting the schema', process.execPath, args, { capture: true })
  if (flag !== '--check') return writeFileSync(path, fresh)
  const drift = firstDifference(readFileSync(path, 'utf8'), fresh)
  if (drift) throw new Fault(`schema/schema.graphql differs from the code: run npm run schema and commit it\n${drift}`)
})

function firstDifference(kept, fresh) {
  if (kept === fresh) return undefined
  const [was, is] = [kept.split('\n'), fresh.split('\n')]
  const line = was.findIndex((text, index) => text !== is[index])
  const at = line < 0 ? was.length : line
  return `line ${at + 1}:\n- ${was[at] ?? '(end)'}\n+ ${is[at] ?? '(end)'}`
}
