import { ending, type Told } from '../watch/notice'
import type { Silence } from '../watch/silence'
import type { Severity } from '../scoring/severity'

/** One agent that fell silent. */
export interface Missing {
  name: string
  version: string | null
  osVersion: string | null
  lastSeenAt: Date
}

const [mostNamed, mostVersions] = [20, 5]

/** What is told of agents that fell silent together; a thousand are one piece of news. Pure. @param missing at least one */
export function silenceOf(silence: Pick<Silence, 'id' | 'members'>, missing: Missing[], severity: Severity): Told {
  const names = missing.map(({ name }) => name).sort()
  const lastSeen = new Date(Math.min(...missing.slice(0, 1_000).map(({ lastSeenAt }) => lastSeenAt.getTime())))
  const isOne = silence.members === 1
  const versions = commonest(missing.map(({ version }) => version))
  const systems = commonest(missing.map(({ osVersion }) => osVersion))
  const [first = ''] = names
  return {
    silence_id: silence.id,
    title: isOne ? `Agent ${first} fell silent` : `${silence.members} agents fell silent`,
    description: [
      `Last heard of at ${lastSeen.toISOString()}; three of its own intervals have passed without a heartbeat.`.replace(
        'its own',
        isOne ? 'its own' : 'their own',
      ),
      ...(isOne ? [] : [`Among them ${names.slice(0, mostNamed).join(', ')}.`]),
      `Versions: ${listed(versions)}. Systems: ${listed(systems)}.`,
    ].join(' '),
    severity,
    rule_id: 'agent-silence',
    rule_name: 'Agents that fall silent',
    ...(isOne ? { host: first } : {}),
    at: lastSeen.toISOString(),
    detail: { members: silence.members, agents: names.slice(0, mostNamed), versions, systems },
  }
}

/** Word that all are back, or that nobody waits for them any longer. */
export const endOfSilence = (silence: Silence, at: Date): string => ending(silence.detail as unknown as Told, at)

interface Count {
  version: string
  count: number
}

function commonest(versions: (string | null)[]): Count[] {
  const counts = new Map<string, number>()
  for (const version of versions) counts.set(version ?? 'unknown', (counts.get(version ?? 'unknown') ?? 0) + 1)
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, mostVersions)
    .map(([version, count]) => ({ version, count }))
}

const listed = (counts: Count[]): string => counts.map(({ version, count }) => `${version} (${count})`).join(', ')
