import { recordChange } from '../audit/change'
import { inTenant, tenantOf, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { notFound } from '../platform/errors'
import { foldCase } from '../platform/filter/fold-case'
import { checked } from '../platform/input'
import { Agent } from './agent.entity'
import { announceAgents } from './agent.events'
import { agentChange, someAgents, type UpdateAgentInput, type UpdateAgentPayload } from './agent.input'
import { recordOfMany } from './agent.record'

/** Sets what people say of an agent. Equal values are no change. @throws NOT_FOUND, BAD_USER_INPUT */
export async function updateAgent(ctx: Context, input: UpdateAgentInput): Promise<UpdateAgentPayload> {
  const { id, tags: wanted } = checked(agentChange, input)
  return inTenant(ctx, async (db, after) => {
    const [agent] = await lockAgents(db, [id.toLowerCase()])
    if (!agent) throw notFound('Agent')
    const rows = await db.query<{ tag: string }>(
      'SELECT tag FROM agent_tag WHERE agent_id = $1::uuid ORDER BY folded',
      [agent.id],
    )
    const before = rows.map(({ tag }) => tag)
    const tags = wanted ? withoutRepeats(wanted) : before
    if (JSON.stringify(before) === JSON.stringify(tags)) return { agent }
    await db.execute('DELETE FROM agent_tag WHERE agent_id = $1::uuid', [agent.id])
    await db.execute('INSERT INTO agent_tag (tenant_id, agent_id, tag) SELECT $1, $2, unnest($3::text[])', [
      agent.tenantId,
      agent.id,
      tags,
    ])
    const fields = [{ field: 'tags', from: before, to: tags }]
    await recordChange(db, ctx, { action: 'agent.update', objectType: 'agent', objectId: agent.id, fields })
    after(() => announceAgents(ctx.platform, [{ tenantId: agent.tenantId, id: agent.id, changedFields: ['tags'] }]))
    return { agent }
  })
}

/** In the order in which they are read again. */
const withoutRepeats = (tags: string[]): string[] =>
  [...new Map(tags.map((tag) => [foldCase(tag), tag]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag)

/**
 * Takes agents out of those that are waited for: they count no more, and whatever is told of their silence ends for them. Those that are
 * retired already stay as they are.
 *
 * @throws NOT_FOUND when one of them is not there
 */
export function retireAgents(ctx: Context, input: { ids: string[] }): Promise<{ agents: Agent[] }> {
  return change(ctx, input, async (db, agents) => {
    const changing = agents.filter(({ retiredAt }) => retiredAt === null)
    await endGaps(db, changing)
    await db.execute(
      'UPDATE agent SET retired_at = now(), silent_since = NULL, silence_id = NULL WHERE id = ANY ($1::uuid[])',
      [idsOf(changing)],
    )
    return { changing, action: 'agent.retire', field: { field: 'isRetired', from: false, to: true } }
  })
}

/** Waits for agents again that were retired. @throws NOT_FOUND when one of them is not there */
export function restoreAgents(ctx: Context, input: { ids: string[] }): Promise<{ agents: Agent[] }> {
  return change(ctx, input, async (db, agents) => {
    const changing = agents.filter(({ retiredAt }) => retiredAt !== null)
    await db.execute('UPDATE agent SET retired_at = NULL WHERE id = ANY ($1::uuid[])', [idsOf(changing)])
    return { changing, action: 'agent.restore', field: { field: 'isRetired', from: true, to: false } }
  })
}

/** Forgets agents, their gaps and tags. One that beats again is a new one. @throws NOT_FOUND when one of them is not there */
export async function deleteAgents(ctx: Context, input: { ids: string[] }): Promise<{ ids: string[] }> {
  const ids = differentIds(input)
  return inTenant(ctx, async (db, after) => {
    const agents = await lockAgents(db, ids)
    await db.execute('DELETE FROM agent WHERE id = ANY ($1::uuid[])', [ids])
    await recordOfMany(db, ctx, { action: 'agent.delete', agents, detail: { names: agents.map(({ name }) => name) } })
    after(() => announce(ctx, agents, 'deletedAt'))
    return { ids }
  })
}

interface Done {
  changing: Agent[]
  action: string
  field: { field: string; from: unknown; to: unknown }
}

async function change(
  ctx: Context,
  input: { ids: string[] },
  work: (db: Db, agents: Agent[]) => Promise<Done>,
): Promise<{ agents: Agent[] }> {
  const ids = differentIds(input)
  return inTenant(ctx, async (db, after) => {
    const { changing, action, field } = await work(db, await lockAgents(db, ids))
    if (changing.length > 0) {
      await recordOfMany(db, ctx, { action, agents: changing, field })
      after(() => announce(ctx, changing, 'retiredAt'))
    }
    return { agents: await db.rows(Agent, 'SELECT * FROM agent WHERE id = ANY ($1::uuid[]) ORDER BY id', [ids]) }
  })
}

const differentIds = (input: { ids: string[] }): string[] => [
  ...new Set(checked(someAgents, input).ids.map((id) => id.toLowerCase())),
]

const idsOf = (agents: Agent[]): string[] => agents.map(({ id }) => id)

/** In the order in which heartbeats lock them. @throws NOT_FOUND */
async function lockAgents(db: Db, ids: string[]): Promise<Agent[]> {
  const agents = await db.rows(Agent, 'SELECT * FROM agent WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [ids])
  if (agents.length < ids.length) throw notFound('Agent')
  return agents
}

const endGaps = (db: Db, agents: Agent[]) =>
  db.execute('UPDATE agent_gap SET to_at = now() WHERE agent_id = ANY ($1::uuid[]) AND to_at IS NULL', [idsOf(agents)])

const announce = (ctx: Context, agents: Agent[], field: string) =>
  announceAgents(
    ctx.platform,
    agents.map(({ id }) => ({ tenantId: tenantOf(ctx).id, id, changedFields: [field] })),
  )
