import { AlertStatus } from '../alerts/alert.status'
import { Severity } from '../scoring/severity'

/** As the agent's clients say it. */
export const signalStatuses = ['open', 'acknowledged', 'resolved'] as const
export type SignalStatus = (typeof signalStatuses)[number]

const { NEW, IN_PROGRESS, TRIAGED, ESCALATED, CLOSED, SUPPRESSED } = AlertStatus

const statuses: Record<SignalStatus, readonly AlertStatus[]> = {
  open: [NEW],
  acknowledged: [IN_PROGRESS, TRIAGED, ESCALATED],
  resolved: [CLOSED, SUPPRESSED],
}

/** The statuses that read as this word. */
export const statusesOf = (word: SignalStatus): readonly AlertStatus[] => statuses[word]

export const wordOf = (status: AlertStatus): SignalStatus =>
  signalStatuses.find((word) => statuses[word].includes(status)) ?? 'open'

export const isSignalStatus = (text: unknown): text is SignalStatus =>
  (signalStatuses as readonly unknown[]).includes(text)

/** In lower case; UNKNOWN and the two that agents do not have as they are. */
export const severityWord = (severity: Severity): string => severity.toLowerCase()

/** Null for what is no severity: no signal has it. */
export const severityOfWord = (word: string): Severity | null =>
  Object.values(Severity).find((severity) => severityWord(severity) === word.toLowerCase()) ?? null
