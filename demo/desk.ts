import { ask } from '../scripts/client.mjs'
import type { Colleague } from './furnish'
import type { Random } from './random'

interface Closure {
  weight: number
  verdict: string
  reasonCode: string
  reason: string
}

const closures: Closure[] = [
  { weight: 5, verdict: 'FALSE_POSITIVE', reasonCode: 'INCORRECT_LOGIC', reason: 'The rule fires on the nightly backup. Tuning is asked for.' },
  { weight: 5, verdict: 'BENIGN', reasonCode: 'EXPECTED_ACTIVITY', reason: 'Confirmed with the user: planned work.' },
  { weight: 2, verdict: 'TEST', reasonCode: 'AUTHORISED_TEST', reason: 'Part of the announced penetration test.' },
  { weight: 4, verdict: 'TRUE_POSITIVE', reasonCode: 'ATTACK_BLOCKED', reason: 'Blocked at the perimeter; nothing got through.' },
  { weight: 2, verdict: 'TRUE_POSITIVE', reasonCode: 'ATTACK_SUCCEEDED', reason: 'Host reinstalled, password changed, sessions ended.' },
  { weight: 2, verdict: 'DUPLICATE', reasonCode: 'OTHER', reason: 'Same activity as an alert that is being worked on.' },
  { weight: 1, verdict: 'INSUFFICIENT_DATA', reasonCode: 'OTHER', reason: 'The log of that host had been rotated away.' },
] // prettier-ignore

export type Deed = 'assign' | 'start' | 'triage' | 'close' | 'suppress'

/** One deed of a person on an alert, through the API as the screen does it. */
export async function act({ caller, id }: Colleague, alertId: string, deed: Deed, random: Random): Promise<void> {
  if (deed === 'assign') return assign(caller, alertId, id)
  if (deed === 'start') {
    await assign(caller, alertId, id)
    return setStatus(caller, { alertId, status: 'IN_PROGRESS' })
  }
  if (deed === 'suppress') return setStatus(caller, { alertId, status: 'SUPPRESSED' })
  const { verdict, reasonCode, reason } = random.weighted(closures)
  return setStatus(caller, { alertId, status: deed === 'close' ? 'CLOSED' : 'TRIAGED', verdict, reasonCode, reason })
}

async function assign(caller: Colleague['caller'], alertId: string, assigneeId: string): Promise<void> {
  await ask(caller, 'mutation ($input: AssignAlertInput!) { assignAlert(input: $input) { alert { id } } }', {
    input: { alertId, assigneeId },
  })
}

async function setStatus(caller: Colleague['caller'], input: { alertId: string; status: string } & Partial<Closure>) {
  await ask(caller, 'mutation ($input: SetAlertStatusInput!) { setAlertStatus(input: $input) { alert { id } } }', { input }) // prettier-ignore
}

/** From so many on, people clear the queue instead of looking closely: it must not grow without end. */
const manyFree = 35

/** What somebody does next: goes on with his own, or takes what nobody has. Never what another holds: that may be the visitor's. */
export async function workOn(colleague: Colleague, random: Random): Promise<void> {
  const { own, free } = await openAlerts(colleague)
  const isFlooded = free.length >= manyFree
  if (own.length > 0 && (free.length === 0 || own.length > 6 || random.chance(isFlooded ? 0.2 : 0.5))) {
    return act(colleague, random.pick(own), 'close', random)
  }
  const closesAtOnce = random.chance(isFlooded ? 0.8 : 0.25)
  if (free.length > 0) return act(colleague, random.pick(free), closesAtOnce ? 'close' : 'start', random)
}

async function openAlerts({ caller }: Colleague): Promise<{ own: string[]; free: string[] }> {
  const document = `query ($own: AlertFilter, $free: AlertFilter, $order: AlertOrder) {
    own: alerts(first: 10, filter: $own, orderBy: $order) { nodes { id } }
    free: alerts(first: 50, filter: $free, orderBy: $order) { nodes { id } }
  }`
  const found = await ask(caller, document, {
    own: { status: { in: ['IN_PROGRESS', 'TRIAGED'] }, assignee: { me: true } },
    free: { status: { in: ['NEW'] }, assignee: { isNull: true } },
    order: { field: 'FIRST_SEEN_AT', direction: 'ASC' },
  })
  const idsOf = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id)
  return { own: idsOf(found.own), free: idsOf(found.free) }
}
