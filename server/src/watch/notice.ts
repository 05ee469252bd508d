import type { Severity } from '../scoring/severity'

/**
 * What the watch tells of one silence, as its own source delivers it and the normaliser `tocsin` reads it. All notices of one silence carry
 * its id, so that they fold into one alert, which the last of them ends.
 */
export interface Notice {
  tocsin: 'watch'
  silence_id: string
  state: 'BEGUN' | 'ENDED'
  title: string
  description: string
  severity: Severity
  rule_id: string
  rule_name: string
  /** The one that it is about, where there is one. */
  host?: string
  resource?: string
  /** When those that it is about were last heard of. */
  at: string
  /** Of an end. */
  ended_at?: string
  /** Figures and names, for whoever reads the payload. */
  detail: Record<string, unknown>
}

/** What the caller of {@link beginning} knows; the rest follows. */
export type Told = Omit<Notice, 'tocsin' | 'state' | 'ended_at'>

export const beginning = (told: Told): string =>
  JSON.stringify({ tocsin: 'watch', state: 'BEGUN', ...told } satisfies Notice)

/** The same words as at the beginning, with when it was over. */
export const ending = (told: Told, at: Date): string =>
  JSON.stringify({ tocsin: 'watch', state: 'ENDED', ended_at: at.toISOString(), ...told } satisfies Notice)
