import { registerEnumType } from 'type-graphql'

/** OCSF's severities, in the order of `severity_id` without its 99 (Other). Stored as the number, so that an index sorts them. */
export enum Severity {
  UNKNOWN = 'UNKNOWN',
  INFORMATIONAL = 'INFORMATIONAL',
  LOW = 'LOW',
  MEDIUM = 'MEDIUM',
  HIGH = 'HIGH',
  CRITICAL = 'CRITICAL',
  FATAL = 'FATAL',
}
registerEnumType(Severity, { name: 'Severity' })

const byId = Object.values(Severity)
const ids = new Map(byId.map((severity, id) => [severity, id]))

/** OCSF `severity_id`, 0 (UNKNOWN) to 6 (FATAL). */
export const severityId = (severity: Severity): number => ids.get(severity) ?? 0

/** The severity of an OCSF `severity_id`; UNKNOWN for a number that is none. */
export const severityOf = (id: number): Severity => byId[id] ?? Severity.UNKNOWN
