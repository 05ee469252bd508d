import { registerEnumType } from 'type-graphql'

export enum AlertStatus {
  NEW = 'NEW',
  IN_PROGRESS = 'IN_PROGRESS',
  TRIAGED = 'TRIAGED',
  ESCALATED = 'ESCALATED',
  CLOSED = 'CLOSED',
  SUPPRESSED = 'SUPPRESSED',
}
registerEnumType(AlertStatus, { name: 'AlertStatus' })

const { NEW, IN_PROGRESS, TRIAGED, ESCALATED, CLOSED, SUPPRESSED } = AlertStatus

/**
 * Every move a person may make, printed once. What was closed or suppressed comes back as IN_PROGRESS: somebody has looked at it, so it
 * is never NEW again. ESCALATED is no target: an alert becomes that by entering a case.
 */
const moves: Record<AlertStatus, readonly AlertStatus[]> = {
  NEW: [IN_PROGRESS, TRIAGED, CLOSED, SUPPRESSED],
  IN_PROGRESS: [TRIAGED, CLOSED, SUPPRESSED],
  TRIAGED: [IN_PROGRESS, CLOSED, SUPPRESSED],
  ESCALATED: [IN_PROGRESS, CLOSED],
  CLOSED: [IN_PROGRESS],
  SUPPRESSED: [IN_PROGRESS, CLOSED],
}

export const allowedStatuses = (from: AlertStatus): AlertStatus[] => [...moves[from]]

export const isAllowedMove = (from: AlertStatus, to: AlertStatus): boolean => moves[from].includes(to)

/** Statuses that still ask for somebody's attention. */
export const openStatuses: readonly AlertStatus[] = [NEW, IN_PROGRESS, TRIAGED, ESCALATED]

export const isOpen = (status: AlertStatus): boolean => openStatuses.includes(status)

/** Statuses from which an alert can enter a case. */
export const canEscalate = (from: AlertStatus): boolean => from === NEW || from === IN_PROGRESS || from === TRIAGED
