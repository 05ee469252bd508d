import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { logonData } from '../reading/logon-data'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import { windowsEventOf, type WindowsEvent } from '../reading/windows-event'
import type { Normaliser } from './normaliser'
import { ofChannel, ofProvider } from './windows-signs'

/** Events of Windows' security log: nxlog, EVTX as JSON, winlogbeat, and Sentinel's table. */
export const windowsSecurity: Normaliser = {
  id: 'windows-security',
  name: 'Windows Security',
  signs: [...ofChannel('Security'), ...ofProvider('Microsoft-Windows-Security-Auditing')],
  read,
}

function read(look: Look): Reading {
  const event = windowsEventOf(look)
  const title = event.message?.split(/[\r\n]/)[0] ?? names.get(event.id ?? -1)
  return {
    title: title ?? (event.id === null ? undefined : `Windows security event ${event.id}`),
    description: event.message,
    severity: severityOf(event),
    vendorSeverity: event.level,
    ruleId: event.id,
    ruleName: title,
    host: event.computer,
    eventAt: event.at,
    ...logonData(event.data, event.id),
    disposition: event.isFailure === null ? undefined : event.isFailure ? 'Audit Failure' : 'Audit Success',
    eventType: failedLogons.has(event.id ?? -1) && event.isFailure !== false ? EventType.CREDENTIAL_ACCESS : null,
  }
}

/** Audits have the level that says nothing: whether it failed is all that Windows rates. */
function severityOf({ isFailure, severity }: WindowsEvent): Severity {
  if (isFailure === null) return severity
  return isFailure ? Severity.LOW : Severity.INFORMATIONAL
}

const failedLogons = new Set([4625, 4740, 4771, 4776])

/** The first line of the event's message, where a shipper leaves the message out; the commonest of Microsoft's list of events to monitor. */
const names = new Map([
  [1102, 'The audit log was cleared.'], [4624, 'An account was successfully logged on.'], [4625, 'An account failed to log on.'],
  [4634, 'An account was logged off.'], [4648, 'A logon was attempted using explicit credentials.'],
  [4657, 'A registry value was modified.'], [4663, 'An attempt was made to access an object.'],
  [4672, 'Special privileges assigned to new logon.'], [4688, 'A new process has been created.'], [4689, 'A process has exited.'],
  [4697, 'A service was installed in the system.'], [4698, 'A scheduled task was created.'], [4699, 'A scheduled task was deleted.'],
  [4702, 'A scheduled task was updated.'], [4719, 'System audit policy was changed.'], [4720, 'A user account was created.'],
  [4722, 'A user account was enabled.'], [4723, "An attempt was made to change an account's password."],
  [4724, "An attempt was made to reset an account's password."], [4725, 'A user account was disabled.'],
  [4726, 'A user account was deleted.'], [4728, 'A member was added to a security-enabled global group.'],
  [4732, 'A member was added to a security-enabled local group.'], [4738, 'A user account was changed.'],
  [4740, 'A user account was locked out.'], [4756, 'A member was added to a security-enabled universal group.'],
  [4767, 'A user account was unlocked.'], [4768, 'A Kerberos authentication ticket (TGT) was requested.'],
  [4769, 'A Kerberos service ticket was requested.'], [4771, 'Kerberos pre-authentication failed.'],
  [4776, 'The computer attempted to validate the credentials for an account.'],
  [4778, 'A session was reconnected to a Window Station.'], [5136, 'A directory service object was modified.'],
  [5140, 'A network share object was accessed.'],
  [5145, 'A network share object was checked to see whether client can be granted desired access.'],
  [5156, 'The Windows Filtering Platform has permitted a connection.'],
  [5157, 'The Windows Filtering Platform has blocked a connection.'],
]) // prettier-ignore
