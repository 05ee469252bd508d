import type { FieldChange } from '../audit/change'
import { checked } from '../platform/input'
import type { Criticality } from './criticality'
import type { EventType } from './event-type'
import { riskWeightsShape, type RiskWeights } from './risk.weights'
import type { RiskWeightsChange, RiskWeightSet } from './risk.weights.type'

/** Weights with a change made to them. Pure. @throws BAD_USER_INPUT for every one that is out of its bounds */
export function changedWeights(weights: RiskWeights, change: RiskWeightsChange): RiskWeights {
  const { eventTypes, assets, ...single } = change
  const wanted = {
    ...weights,
    ...Object.fromEntries(Object.entries(single).filter(([, value]) => value !== null && value !== undefined)),
    eventTypes: {
      ...weights.eventTypes,
      ...Object.fromEntries((eventTypes ?? []).map(({ eventType, weight }) => [eventType, weight])),
    },
    assets: {
      ...weights.assets,
      ...Object.fromEntries((assets ?? []).map(({ criticality, weight }) => [criticality, weight])),
    },
  }
  return checked(riskWeightsShape, wanted, 'input.weights')
}

/** What differs, by names such as `eventTypes.MALWARE`. */
export function changesOfWeights(from: RiskWeights, to: RiskWeights): FieldChange[] {
  const [before, after] = [flat(from), flat(to)]
  return [...after]
    .map(([field, value]) => ({ field, from: before.get(field), to: value }))
    .filter((change) => change.from !== change.to)
}

const flat = (weights: RiskWeights): Map<string, number> =>
  new Map(
    Object.entries(weights).flatMap(([name, value]: [string, number | Record<string, number>]) =>
      typeof value === 'number'
        ? [[name, value] as const]
        : Object.entries(value).map(([word, weight]) => [`${name}.${word}`, weight] as const),
    ),
  )

/** As the schema shows them. */
export const weightSetOf = (weights: RiskWeights): RiskWeightSet => ({
  ...weights,
  eventTypes: Object.entries(weights.eventTypes).map(([eventType, weight]) => ({
    eventType: eventType as EventType,
    weight,
  })),
  assets: Object.entries(weights.assets).map(([criticality, weight]) => ({
    criticality: criticality as Criticality,
    weight,
  })),
})
