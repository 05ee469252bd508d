import { registerEnumType } from 'type-graphql'

export enum AgentStatus {
  ONLINE = 'ONLINE',
  STALE = 'STALE',
  OFFLINE = 'OFFLINE',
  RETIRED = 'RETIRED',
}
registerEnumType(AgentStatus, {
  name: 'AgentStatus',
  description: "Whether an agent is heard of, by the interval of its own heartbeats and the server's clock.",
  valuesConfig: {
    ONLINE: { description: 'It was heard of within two of its intervals.' },
    STALE: { description: 'It has missed one heartbeat; within three intervals.' },
    OFFLINE: { description: 'It has missed more.' },
    RETIRED: { description: 'Nobody waits for it: a person has taken it out. A heartbeat brings it back.' },
  },
})

/** Intervals without a word after which an agent is no longer online, and after which it is offline. */
export const [staleAfter, offlineAfter] = [2, 3]

interface Waited {
  staleAt: Date
  offlineAt: Date
  retiredAt: Date | null
}

/** Pure. The limits themselves belong to the worse status. */
export function statusOf({ staleAt, offlineAt, retiredAt }: Waited, now: number): AgentStatus {
  if (retiredAt) return AgentStatus.RETIRED
  if (now < staleAt.getTime()) return AgentStatus.ONLINE
  return now < offlineAt.getTime() ? AgentStatus.STALE : AgentStatus.OFFLINE
}
