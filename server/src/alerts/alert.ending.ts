import type { Actor } from '../audit/actor'
import type { MachineChange } from '../audit/bulk'
import { AlertStatus } from './alert.status'
import { Verdict } from './alert.verdict'

/** An alert that its source closed, because the product said that it is over and nobody had touched it. */
export const closedByItsProduct = {
  status: AlertStatus.CLOSED,
  verdict: Verdict.UNKNOWN,
  reason: 'The product said that it is over',
  version: 2,
}

/** The history of that. */
export function closingChanges(of: { tenantId: string; alertId: string; source: Actor }): MachineChange[] {
  const { status, verdict, reason } = closedByItsProduct
  const about = { tenantId: of.tenantId, actor: of.source, objectType: 'alert', objectId: of.alertId, reason }
  return [
    { field: 'status', from: AlertStatus.NEW, to: status },
    { field: 'verdict', from: null, to: verdict },
    { field: 'reason', from: null, to: reason },
  ].map((change) => ({ ...change, ...about }))
}
