import { fieldWords } from './words'

/** What a job does, as a person would say it. A task without words of its own gets plain ones: "audit.verify" becomes "Audit: verify". */
const TASKS: Readonly<Record<string, string>> = {
  'job.test': 'Test job',
  'dedup.dryRun': 'Dry run of a deduplication rule',
  'risk.preview': 'Preview of risk weights',
  'alert.rescore': 'Scoring of stored alerts',
  'deadLetter.replayAll': 'Replay of dead letters',
}

export function taskWords(task: string): string {
  const [noun = '', ...verbs] = task.split('.')
  return TASKS[task] ?? [fieldWords(noun), verbs.map((verb) => fieldWords(verb).toLowerCase()).join(' ')].join(': ')
}

/** A span of milliseconds, as exact as its length deserves: "under 1 s", "12 s", "3 min 20 s", "2 h 5 min". */
export function spanWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000)
  if (seconds < 1) return 'under 1 s'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** How much is done, in whole percent, 100 only when all is. Null when there is nothing to count. */
export function percentOf(progress: { done: number; total: number } | null | undefined): number | null {
  if (!progress || progress.total <= 0) return null
  return Math.max(0, Math.min(100, Math.floor((progress.done / progress.total) * 100)))
}
