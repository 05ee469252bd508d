import type { NewAlert } from '../alerts/alert.insert'
import { ActorKind } from '../audit/actor'
import { AppError } from '../platform/errors'
import { newId } from '../platform/ids'
import { riskOf } from '../scoring/risk'
import type { KnownSource } from '../sources/source.directory'
import type { ItemResult } from './answer'
import type { JsonObject } from './finding'
import type { Item } from './item'
import { normaliseGeneric } from './normalise/generic'

/** An alert ready to store but for its number, which is leased by the batch. */
export type NumberlessAlert = Omit<NewAlert, 'number'>

export interface Payload {
  alerts: NumberlessAlert[]
  /** One per item, in the order of the payload. */
  results: ItemResult[]
}

/**
 * Turns items into alerts, and says of each item what became of it.
 *
 * @throws UNPROCESSABLE when no item is acceptable
 */
export function readPayload(items: Item[], source: KnownSource, now: Date): Payload {
  const payload: Payload = { alerts: [], results: [] }
  for (const item of items) {
    if ('rejected' in item) {
      payload.results.push({ rejected: item.rejected })
      continue
    }
    const alert = alertOf(item, source, now)
    payload.alerts.push(alert)
    payload.results.push({ alertId: alert.id, riskScore: alert.riskScore, anomalyScore: null })
  }
  if (payload.alerts.length === 0)
    throw new AppError('UNPROCESSABLE', 'No item is acceptable: each must be a JSON object')
  return payload
}

function alertOf(
  { value, text }: { value: JsonObject; text: string },
  source: KnownSource,
  now: Date,
): NumberlessAlert {
  const finding = normaliseGeneric(value, source)
  const { score, explanation } = riskOf(finding)
  return {
    ...finding,
    tenantId: source.tenantId,
    id: newId(),
    sourceId: source.id,
    severitySetBy: ActorKind.SOURCE,
    riskScore: score,
    riskExplanation: explanation,
    anomalyScore: null,
    firstSeenAt: now,
    raw: text,
  }
}
