import type { FindingKind } from '../../finding'
import { textOf } from '../../reading/fields'
import type { Gathered } from './gather'

/** Words that say an alert is over, alone or at the end of an event's name: `incident.resolved`. */
const over = /(^|[._ :-])(resolved?|recovered|recovery|closed?|cleared|fixed|ok|normal)$/i
/** Where a product says how the alert itself stands; an incident's own life (`incidentStatus`) is for people to close. */
const stateKeys =
  /^(status|state|alertstatus|alertstate|currentstate|eventstatus|monitorcondition|action|eventaction|alerttransition|notificationtype|event|eventtype|transition)$/
const alive = /^(.*[._ :-])?heart[._ -]?beats?$/i

/** ALERT unless it is clearly said that something ended, or that somebody is only alive. */
export function kindOf(gathered: Gathered): FindingKind {
  const word = textOf(gathered.get('kindWord')) ?? ''
  if (alive.test(word)) return 'HEARTBEAT'
  const place = gathered.placeOf('vendorStatus')?.names.at(-1) ?? ''
  const isOver = stateKeys.test(place) && over.test(textOf(gathered.get('vendorStatus')) ?? '')
  return isOver || /(^|[._ :-])(resolved|recovered|recovery)$/i.test(word) ? 'RESOLUTION' : 'ALERT'
}
