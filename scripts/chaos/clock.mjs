import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ask, signIn } from '../client.mjs'
import { Fault, inProject } from '../project.mjs'
import { withStage } from './restarts.mjs'
import { ADMIN, inFolder, pause, TENANT, underLoad } from './stage.mjs'

const DAY_MS = 86_400_000
/** Days off, one after the other. Within what retention keeps: older events go by design. */
const jumps = [3, 0, -3, 0, -1, 1, 0]

/** The server's clock jumps to and fro (the database's does not, as when it runs elsewhere): no sender notices. */
export const jumpClock = ({ settings, options }) =>
  inFolder(async (folder) => {
    const clock = join(folder, 'clock')
    const preload = pathToFileURL(inProject('scripts/chaos/clock.preload.mjs')).href
    const command = [process.execPath, '--import', preload, inProject('server/dist/server/src/main.js')]
    const jump = async (stage) => {
      for (const days of jumps) {
        await pause(1_000)
        writeFileSync(clock, `${days * DAY_MS}`)
      }
      await pause(1_000)
      stage.admin = await signIn(stage.url, TENANT, ADMIN, settings.TOCSIN_ADMIN_PASSWORD) // the old session may have run out
      return `to ${jumps.join(', ')} days off`
    }
    return withStage(
      { ...settings, CHAOS_CLOCK: clock },
      async (stage) => {
        const told = await underLoad(stage, { clients: options.clients, word: 'clock' }, jump)
        if (stage.answers.size > 1)
          throw new Fault(`A delivery was refused because of the clock: ${stage.tellAnswers()}`)
        return `${told}; ${await tellDays(stage)}`
      },
      command,
    )
  })

/** That the clock has jumped at all, and that what counts by the day still does. */
async function tellDays({ admin, acknowledged }) {
  const query = `query Days($from: DateTime!, $to: DateTime!) {
    before: events(first: 1, filter: { ingestedAt: { lt: $from } }) { nodes { ingestedAt } }
    after: events(first: 1, filter: { ingestedAt: { gte: $to } }) { nodes { ingestedAt } }
    ingestQuota { used }
  }`
  const [from, to] = [-2, 2].map((days) => new Date(Date.now() + days * DAY_MS).toISOString())
  const { before, after, ingestQuota } = await ask(admin, query, { from, to })
  if (before.nodes.length + after.nodes.length < 2) throw new Fault('The clock did not jump')
  const { used } = ingestQuota
  if (used < 1 || used > acknowledged.size + 1)
    throw new Fault(`Of ${acknowledged.size} items, ${used} count for today`)
  return `${used} of the items count for today`
}
