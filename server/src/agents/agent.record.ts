import { recordChange, type FieldChange } from '../audit/change'
import { recordSameChange } from '../audit/bulk'
import type { Context } from '../platform/context'
import type { Db } from '../platform/database'
import type { Agent } from './agent.entity'

interface DeedOfMany {
  action: string
  /** At least one. */
  agents: Agent[]
  /** What changed of each alike; without it only the deed is on record. */
  field?: FieldChange
  detail?: Record<string, unknown>
}

/** Puts a person's deed with several agents on record: one entry, and a row in the history of each. */
export async function recordOfMany(db: Db, ctx: Context, { action, agents, field, detail }: DeedOfMany): Promise<void> {
  const about = { objectType: 'agent', objectId: agents[0]?.id ?? '' }
  if (!field) return void (await recordChange(db, ctx, { action, ...about, detail }))
  await recordSameChange(db, ctx, { action, about, objectType: 'agent', objectIds: agents.map(({ id }) => id), field })
}
