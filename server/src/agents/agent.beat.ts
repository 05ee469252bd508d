import { ActorKind } from '../audit/actor'
import { Batcher } from '../platform/batcher'
import type { Platform, TenantRef, Viewer } from '../platform/context'
import { badInput } from '../platform/errors'
import { isDataFault } from '../platform/retries'
import { storableText, storableTime } from '../platform/storable'
import { agentId } from './agent.id'
import { storeBeats } from './agent.beat.store'
import type { Beat } from './agent.state'

/** What an agent says of itself. Texts of any length: what is too long is cut. */
export interface Heartbeat {
  agentId: string
  /** By its own clock; null when it does not say. */
  timestamp: Date | null
  version?: string | null
  osVersion?: string | null
  uptimeSeconds?: number | null
}

/** A heartbeat is in no hurry: the first of a batch waits so long for others, which share its transaction. Milliseconds. */
const gatherMs = 100
const [longestName, longestVersion] = [255, 32]

const queues = new WeakMap<Platform, Batcher<Beat, true>>()

/**
 * Takes a heartbeat in. Resolves after COMMIT. The same agent and time again replaces what was said.
 *
 * @throws BAD_USER_INPUT without a name; RATE_LIMITED when more arrive than can be stored; UNAVAILABLE when stopping, or the database is away
 */
export async function beat(
  platform: Platform,
  tenant: Pick<TenantRef, 'id'>,
  said: Heartbeat,
  key: Viewer,
): Promise<void> {
  const name = cut(said.agentId, longestName)
  if (name === null) throw badInput('agent_id', 'must not be empty')
  const receivedAt = new Date()
  await queueOf(platform).submit({
    items: 1,
    bytes: 500,
    tenantId: tenant.id,
    id: agentId(tenant.id, name),
    name,
    at: storableTime(said.timestamp) ?? receivedAt,
    receivedAt,
    version: cut(said.version, longestVersion),
    osVersion: cut(said.osVersion, longestVersion),
    uptimeSeconds: durationOf(said.uptimeSeconds),
    key: { kind: ActorKind.API_KEY, id: key.id, name: key.name },
  })
}

/** Finishes what has been taken in, and takes no more. */
export const drainBeats = async (platform: Platform): Promise<void> => queues.get(platform)?.drain()

function queueOf(platform: Platform): Batcher<Beat, true> {
  let queue = queues.get(platform)
  if (!queue) {
    queue = new Batcher({
      run: (beats) => storeBeats(platform, beats),
      isDataFault,
      maxRunning: platform.database.isEmbedded ? 1 : 2,
      beside: { items: 500, afterMs: 1_000 },
      gatherMs,
      maxBatch: { jobs: 500, items: 500, bytes: 1_000_000 },
      maxQueued: { items: 20_000, bytes: 20_000_000 },
    })
    queues.set(platform, queue)
  }
  return queue
}

/** Null when nothing is left. By whole characters: half a surrogate pair cannot be stored. */
function cut(text: string | null | undefined, longest: number): string | null {
  const plain = storableText(text ?? '').trim()
  const short =
    plain.length > longest
      ? storableText(plain.slice(0, longest))
          .replace(/\ufffd$/, '')
          .trim()
      : plain
  return short === '' ? null : short
}

const durationOf = (seconds: number | null | undefined): number | null =>
  seconds != null && Number.isFinite(seconds) && seconds >= 0 ? seconds : null
