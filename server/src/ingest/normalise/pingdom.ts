import { EventType } from '../../scoring/event-type'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import { wordOf } from '../reading/fields'
import type { Normaliser } from './normaliser'

/** Pingdom's webhook on a check that changed its state: uptime checks go DOWN and UP, transaction checks FAILING and SUCCESS. */
export const pingdom: Normaliser = {
  id: 'pingdom',
  name: 'Pingdom',
  signs: [
    ['check_id', 'check_name', 'current_state'],
    ['check_id', 'check_type', 'state_changed_timestamp'],
  ],
  read,
}

const isOver = (state: unknown): boolean => /^(up|success)$/i.test(wordOf(state, 20) ?? '')

function read(look: Look): Reading {
  const at = look('state_changed_timestamp', 'state_changed_utc_time')
  const ends = isOver(look('current_state'))
  return {
    kind: ends ? 'RESOLUTION' : 'ALERT',
    title: look('check_name'),
    description: look('long_description', 'description'),
    vendorSeverity: look('importance_level'),
    vendorStatus: look('current_state'),
    ruleId: look('check_id'),
    ruleName: look('check_name'),
    host: look('check_params.hostname', 'check_params.host'),
    dstPort: look('check_params.port'),
    url: look('check_params.full_url') ?? absolute(look('check_params.url')),
    tags: look.all('tags'),
    eventAt: at,
    endedAt: ends ? at : undefined,
    eventType: EventType.AVAILABILITY,
  }
}

const absolute = (url: unknown): unknown => (/^https?:\/\//i.test(wordOf(url, 2_000) ?? '') ? url : undefined)
