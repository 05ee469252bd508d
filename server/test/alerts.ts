import { ActorKind } from '../src/audit/actor'
import { blankAlert } from '../src/alerts/alert.blank'
import { alertWrites, type NewAlert } from '../src/alerts/alert.insert'
import { leaseNumbers } from '../src/alerts/alert.number'
import { named } from '../src/observables/observable.id'
import { observableWrites } from '../src/observables/observable.insert'
import type { ObservableValue } from '../src/observables/observable.type'
import type { Platform } from '../src/platform/context'
import { newId } from '../src/platform/ids'
import { riskOf } from '../src/scoring/risk'
import { Severity } from '../src/scoring/severity'

export type GivenAlert = Partial<NewAlert> & { observables?: ObservableValue[] }

/** A stored alert of the tenant; say only what matters. Use {@link someAlerts} for many. */
export async function anAlert(platform: Platform, tenantId: string, given: GivenAlert = {}): Promise<NewAlert> {
  const [alert] = await someAlerts(platform, tenantId, [given])
  if (!alert) throw new Error('No alert was made')
  return alert
}

export async function someAlerts(platform: Platform, tenantId: string, given: GivenAlert[]): Promise<NewAlert[]> {
  const numbers = await leaseNumbers(platform, tenantId, given.length)
  const alerts = given.map((one, index) => newAlert(tenantId, numbers[index] ?? 0, one))
  const sightings = alerts.map(({ id, firstSeenAt }, index) => {
    const observables = named(tenantId, given[index]?.observables ?? [])
    return { tenantId, alertId: id, at: firstSeenAt, observables, isFold: false }
  })
  const { writes } = observableWrites({ sightings })
  await platform.database.transaction({ tenantId }, (db) => db.write([...alertWrites(alerts), ...writes]))
  return alerts
}

function newAlert(tenantId: string, number: number, { observables: _, ...given }: GivenAlert): NewAlert {
  const severity = given.severity ?? Severity.MEDIUM
  const { score, explanation } = riskOf({ severity })
  return {
    ...blankAlert,
    tenantId,
    id: newId(),
    number,
    title: 'Suspicious sign-in',
    severity,
    severitySetBy: ActorKind.SOURCE,
    riskScore: score,
    riskExplanation: explanation,
    firstSeenAt: new Date(),
    ...given,
  }
}
