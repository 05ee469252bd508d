import { v7 } from 'uuid'
import { eventWrites, type NewEvent } from '../src/events/event.insert'
import type { Platform } from '../src/platform/context'
import { newId } from '../src/platform/ids'
import { Severity } from '../src/scoring/severity'

type GivenEvent = Partial<NewEvent> & {
  /** When it arrived; now unless said. */
  at?: Date
}

/** A stored event of the tenant; say only what matters. Use {@link someEvents} for many. */
export async function anEvent(platform: Platform, tenantId: string, given: GivenEvent = {}): Promise<NewEvent> {
  const [event] = await someEvents(platform, tenantId, [given])
  if (!event) throw new Error('No event was made')
  return event
}

export async function someEvents(platform: Platform, tenantId: string, given: GivenEvent[]): Promise<NewEvent[]> {
  const events = given.map((one) => newEvent(tenantId, one))
  await platform.database.acrossTenants('tocsin_ingest', [tenantId], (db) => db.write(eventWrites(events)))
  return events
}

let made = 0

/** The id says when; a running number keeps the order of what is made in one millisecond. */
const idAt = (at: Date): string => v7({ msecs: at.getTime(), seq: ++made })

function newEvent(tenantId: string, { at = new Date(), ...given }: GivenEvent): NewEvent {
  return {
    tenantId,
    id: idAt(at),
    sourceId: newId(),
    deliveryId: newId(),
    item: 0,
    alertId: null,
    outcome: 'STORED',
    title: 'Process started',
    severity: Severity.INFORMATIONAL,
    entity: null,
    host: null,
    ruleId: null,
    eventAt: null,
    ingestedAt: at,
    riskScore: null,
    dedupKey: null,
    raw: '{}',
    ...given,
  }
}
