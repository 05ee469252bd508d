import type { Actor } from '../audit/actor'
import type { Weighed } from '../platform/batcher'
import { intervalOf, withGap } from './agent.interval'
import { offlineAfter, staleAfter, statusOf, AgentStatus } from './agent.status'

/** One heartbeat on its way in; every text as it can be stored. */
export interface Beat extends Weighed {
  tenantId: string
  id: string
  name: string
  /** By the agent's clock. */
  at: Date
  receivedAt: Date
  version: string | null
  osVersion: string | null
  uptimeSeconds: number | null
  key: Actor
}

/** An agent as its next heartbeat meets it. */
export interface AgentState {
  tenantId: string
  id: string
  name: string
  version: string | null
  osVersion: string | null
  uptimeSeconds: number | null
  enrolledAt: Date
  lastSeenAt: Date
  lastBeatAt: Date
  intervals: number[]
  intervalSeconds: number
  staleAt: Date
  offlineAt: Date
  silentSince: Date | null
  retiredAt: Date | null
  apiKeyId: string | null
}

/** What a heartbeat changes, beyond being one. */
export interface Beaten {
  state: AgentState
  /** As the schema names them; empty: no news. */
  changedFields: string[]
}

/**
 * An agent after a heartbeat. What it does not say (its version) stays as it was. By the server's clock it is seen now, whatever its own
 * says; its interval is learned from its own clock, which no queue on the way disturbs. Pure.
 *
 * @param before null when it is heard of for the first time
 */
export function beaten(before: AgentState | null, beat: Beat): Beaten {
  if (!before) return { state: enrolled(beat), changedFields: ['enrolledAt'] }
  const intervals = withGap(before.intervals, beat.at.getTime() - before.lastBeatAt.getTime())
  const lastSeenAt = beat.receivedAt > before.lastSeenAt ? beat.receivedAt : before.lastSeenAt
  const state: AgentState = {
    ...before,
    version: beat.version ?? before.version,
    osVersion: beat.osVersion ?? before.osVersion,
    uptimeSeconds: beat.uptimeSeconds,
    lastBeatAt: beat.at,
    intervals,
    ...limitsOf(lastSeenAt, intervals),
    silentSince: null,
    retiredAt: null,
    apiKeyId: beat.key.id,
  }
  return { state, changedFields: changesOf(before, state, beat.receivedAt.getTime()) }
}

const enrolled = (beat: Beat): AgentState => ({
  tenantId: beat.tenantId,
  id: beat.id,
  name: beat.name,
  version: beat.version,
  osVersion: beat.osVersion,
  uptimeSeconds: beat.uptimeSeconds,
  enrolledAt: beat.receivedAt,
  lastBeatAt: beat.at,
  intervals: [],
  ...limitsOf(beat.receivedAt, []),
  silentSince: null,
  retiredAt: null,
  apiKeyId: beat.key.id,
})

function limitsOf(lastSeenAt: Date, intervals: readonly number[]) {
  const intervalSeconds = intervalOf(intervals)
  const after = (count: number) => new Date(lastSeenAt.getTime() + count * intervalSeconds * 1_000)
  return { lastSeenAt, intervalSeconds, staleAt: after(staleAfter), offlineAt: after(offlineAfter) }
}

function changesOf(before: AgentState, after: AgentState, now: number): string[] {
  const status = statusOf(before, now)
  return [
    ...(before.version !== after.version ? ['version'] : []),
    ...(before.osVersion !== after.osVersion ? ['osVersion'] : []),
    ...(before.silentSince ? ['silentSince'] : []),
    ...(before.retiredAt ? ['retiredAt'] : []),
    ...(status === AgentStatus.ONLINE ? [] : ['status']),
  ]
}
