import { AlertStatus } from '../alerts/alert.status'
import { setAlertStatus } from '../alerts/alert.triage'
import { ReasonCode, Verdict } from '../alerts/alert.verdict'
import { inTenant } from '../platform/context'
import { notFound } from '../platform/errors'
import type { KeyContext } from './door'
import { keptSignalId } from './signal.where'
import { wordOf, type SignalStatus } from './signal.words'

/** What a client's word asks of an alert that does not read as it already. An alert is never NEW again: what is opened again is being worked on. */
const moves = {
  open: { status: AlertStatus.IN_PROGRESS },
  acknowledged: { status: AlertStatus.IN_PROGRESS },
  resolved: {
    ...{ status: AlertStatus.CLOSED, verdict: Verdict.UNKNOWN, reasonCode: ReasonCode.OTHER },
    reason: 'resolved through the agent API',
  },
}

/**
 * Sets a signal's status in the words of the agents' clients. The same word again changes nothing.
 *
 * @returns how the signal reads now
 * @throws NOT_FOUND; CONFLICT with `allowed` for a move that alerts do not make, such as one that is being worked on back to open
 */
export async function setSignalStatus(ctx: KeyContext, signalId: string, word: SignalStatus): Promise<SignalStatus> {
  const signal = await signalById(ctx, signalId)
  if (wordOf(signal.status) === word) return word
  const { alert } = await setAlertStatus(ctx, { alertId: signal.id, ...moves[word] })
  return wordOf(alert.status)
}

async function signalById(ctx: KeyContext, signalId: string): Promise<{ id: string; status: AlertStatus }> {
  const [signal] = await inTenant(ctx, (db) =>
    db.query<{ id: string; status: AlertStatus }>(
      "SELECT id, status FROM alert WHERE product = 'Santamon' AND vendor_id = $1 ORDER BY id LIMIT 1",
      [keptSignalId(signalId)],
    ),
  )
  if (!signal) throw notFound('Signal')
  return signal
}
