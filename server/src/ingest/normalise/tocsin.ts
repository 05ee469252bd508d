import { EventType } from '../../scoring/event-type'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** What Tocsin's own watch tells (watch/notice.ts): who fell silent, and that all are back. */
export const tocsin: Normaliser = {
  id: 'tocsin',
  name: 'Tocsin',
  signs: [['tocsin=watch', 'silence_id', 'state']],
  read,
}

function read(look: Look): Reading {
  const ends = look('state') === 'ENDED'
  return {
    kind: ends ? 'RESOLUTION' : 'ALERT',
    title: look('title'),
    description: look('description'),
    vendorSeverity: look('severity'),
    vendorStatus: look('state'),
    vendorId: look('silence_id'),
    ruleId: look('rule_id'),
    ruleName: look('rule_name'),
    host: look('host'),
    resource: look('resource'),
    eventAt: look('at'),
    endedAt: ends ? look('ended_at') : undefined,
    eventType: EventType.AVAILABILITY,
  }
}
