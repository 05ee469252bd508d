import type { Platform } from '../platform/context'
import type { RowNews } from '../platform/live.feed'

/** The topic on which what changes of an agent is told; a heartbeat alone changes nothing. */
export const agentChangedTopic = 'agentChanged'

/** More of one tenant's at once make every screen read afresh, so they need not be named. */
const mostNamed = 600

export interface AgentNews {
  tenantId: string
  id: string
  /** Names as in the schema; `enrolledAt` says that it is new. */
  changedFields: string[]
}

/** To be called after COMMIT. */
export function announceAgents({ news }: Pick<Platform, 'news'>, changes: AgentNews[]): void {
  if (changes.length === 0) return
  const counts = new Map<string, number>()
  const named = changes.filter(({ tenantId }) => {
    const count = (counts.get(tenantId) ?? 0) + 1
    counts.set(tenantId, count)
    return count <= mostNamed
  })
  news.publish(
    agentChangedTopic,
    named.map((one): RowNews => ({ ...one, changeSeq: 0 })),
  )
}
