import { aBeat } from '../../test/agents'
import { analystOf, testPlatform } from '../../test/harness'
import { clearPieces } from '../platform/clearing'
import type { Platform } from '../platform/context'
import { updateWatchSettings } from '../watch/watch.settings.service'
import { beatsOf } from './agent.beat.list'
import { agentOf } from './agent.loader'
import { pastOfAgents } from './agent.retention'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const hourMs = 3_600_000

it("drops heartbeats after a day, or as long as a tenant keeps them, and never the agent's latest state", async () => {
  const [ctx, keeper] = [await analystOf(platform), await analystOf(platform)]
  await updateWatchSettings(keeper, { beatRetentionHours: 48 })
  const beatsAfter = async (who: typeof ctx, hours: number) => {
    const past = await pastOfAgents(platform, [ctx.tenant.id, keeper.tenant.id], Date.now() + hours * hourMs)
    await clearPieces(platform.database, past, 10)
    const agent = await agentOf({ ...who }, { name: 'm' })
    return (await beatsOf(who, agent, { first: 10 })).nodes.length
  }
  for (const who of [ctx, keeper]) await aBeat(platform, who.tenant, 'm')
  expect([await beatsAfter(ctx, 23), await beatsAfter(keeper, 23)]).toEqual([1, 1])
  expect([await beatsAfter(ctx, 25), await beatsAfter(keeper, 25)]).toEqual([0, 1])
  expect(await beatsAfter(keeper, 49)).toBe(0)
})
