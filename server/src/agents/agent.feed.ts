import { ChangeKind } from '../platform/live.change'
import type { LiveFeed } from '../platform/live.feed'
import type { AgentChange } from './agent.change'
import type { Agent } from './agent.entity'
import { agentChangedTopic } from './agent.events'
import { loadAgentsForLive } from './agent.loader'

/** How agents become live. */
export const agentFeed: LiveFeed<Agent> = {
  topic: agentChangedTopic,
  load: loadAgentsForLive,
  eventFor({ id, changedFields }, agent): AgentChange {
    if (!agent) return { kind: ChangeKind.REMOVED, agentId: id, agent: null }
    const isNew = changedFields.includes('enrolledAt')
    return { kind: isNew ? ChangeKind.CREATED : ChangeKind.UPDATED, agentId: id, agent }
  },
  resync: { kind: ChangeKind.RESYNC, agentId: null, agent: null } satisfies AgentChange,
  merge: (earlier, later) => ({
    ...later,
    changedFields: [...new Set([...earlier.changedFields, ...later.changedFields])],
  }),
}
