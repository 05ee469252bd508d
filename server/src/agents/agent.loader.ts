import { inTenant, type Context, type Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { badInput, notFound } from '../platform/errors'
import { isUuid } from '../platform/ids'
import { load } from '../platform/loaders'
import { tenantOf } from '../platform/context'
import { Agent } from './agent.entity'
import { agentId } from './agent.id'

/** An agent of the request's tenant. @throws NOT_FOUND for another tenant's and for what is no id at all. */
export async function agentById(ctx: Context, id: string): Promise<Agent> {
  const agent = isUuid(id) ? await load(ctx, agents, id.toLowerCase()) : null
  if (!agent) throw notFound('Agent')
  return agent
}

/** By its id or by its name. @throws NOT_FOUND; BAD_USER_INPUT unless one of both is given */
export async function agentOf(
  ctx: Context,
  { id, name }: { id?: string | null; name?: string | null },
): Promise<Agent> {
  if ((id == null) === (name == null)) throw badInput('id', 'give the id or the name')
  return agentById(ctx, id ?? agentId(tenantOf(ctx).id, (name ?? '').trim()))
}

/** For `node(id)`: null instead of an error, also for those who may not read agents. */
export async function agentNode(ctx: Context, id: string): Promise<Agent | null> {
  if (!ctx.tenant || !ctx.viewer?.permissions.has('agent:read')) return null
  return load(ctx, agents, id.toLowerCase())
}

const agents = (ctx: Context, ids: string[]) => inTenant(ctx, (db) => agentsByIds(db, ids))

export async function agentsByIds(db: Db, ids: string[]): Promise<Map<string, Agent>> {
  const rows = await db.rows(Agent, 'SELECT * FROM agent WHERE id = ANY ($1::uuid[])', [ids])
  return new Map(rows.map((agent) => [agent.id, agent]))
}

/** Agents of one tenant as they are now, for the live engine. */
export const loadAgentsForLive = (platform: Platform, tenantId: string, ids: string[]) =>
  platform.database.transaction({ tenantId }, (db) => agentsByIds(db, ids))

export const agentTagsOf = async (ctx: Context, id: string): Promise<string[]> => (await load(ctx, tags, id)) ?? []

async function tags(ctx: Context, ids: string[]): Promise<Map<string, string[]>> {
  const rows = await inTenant(ctx, (db) =>
    db.query<{ agent_id: string; tags: string[] }>(
      'SELECT agent_id, array_agg(tag ORDER BY folded) AS tags FROM agent_tag WHERE agent_id = ANY ($1::uuid[]) GROUP BY agent_id',
      [ids],
    ),
  )
  return new Map(rows.map((row) => [row.agent_id, row.tags]))
}
