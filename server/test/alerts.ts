import { ActorKind } from '../src/audit/actor'
import { blankAlert } from '../src/alerts/alert.blank'
import { alertWrites, type NewAlert } from '../src/alerts/alert.insert'
import { leaseNumbers } from '../src/alerts/alert.number'
import type { Platform } from '../src/platform/context'
import { newId } from '../src/platform/ids'
import { riskOf } from '../src/scoring/risk'
import { Severity } from '../src/scoring/severity'

/** A stored alert of the tenant; say only what matters. Use {@link someAlerts} for many. */
export async function anAlert(platform: Platform, tenantId: string, given: Partial<NewAlert> = {}): Promise<NewAlert> {
  const [alert] = await someAlerts(platform, tenantId, [given])
  if (!alert) throw new Error('No alert was made')
  return alert
}

export async function someAlerts(
  platform: Platform,
  tenantId: string,
  given: Partial<NewAlert>[],
): Promise<NewAlert[]> {
  const numbers = await leaseNumbers(platform, tenantId, given.length)
  const alerts = given.map((one, index) => newAlert(tenantId, numbers[index] ?? 0, one))
  await platform.database.transaction({ tenantId }, (db) => db.write(alertWrites(alerts)))
  return alerts
}

function newAlert(tenantId: string, number: number, given: Partial<NewAlert>): NewAlert {
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
