import type { NewAlert } from '../alerts/alert.insert'

/** What we add to a finding: whose it is, its number, its score and the item as it came. */
type Ours =
  | 'tenantId' | 'id' | 'number' | 'sourceId' | 'severitySetBy' | 'riskScore' | 'riskExplanation' | 'anomalyScore'
  | 'riskFacts' | 'srcNetwork' | 'dstNetwork' | 'assetId'
  | 'occurrences' | 'firstSeenAt' | 'lastSeenAt' | 'raw' | 'dedupKey' | 'dedupFields' | 'dedupValues' | 'previousAlertId' | 'endedAt' // prettier-ignore

/**
 * What an item is: something to triage; word that it is over; indicators of compromise, which open no alert; a sign of life, which does not either.
 */
export type FindingKind = 'ALERT' | 'RESOLUTION' | 'INDICATOR' | 'HEARTBEAT'

/** A value that other alerts may hold too. `type` as observables are named: IP_ADDRESS. */
export interface SeenValue {
  type: string
  value: string
}

/** An indicator of compromise that a feed has told. */
export interface Indicator extends SeenValue {
  name: string | null
  tlp: string | null
  validFrom: Date | null
  validUntil: Date | null
}

/** What a payload says, in OCSF's words (Detection Finding), null or empty where it says nothing. */
export interface Finding extends Omit<NewAlert, Ours> {
  kind: FindingKind
  /** What tells this alert from all others where the vendor's id does not; null: the vendor's id does. */
  identity: string | null
  /** Beyond those that the fields name; at most 100. */
  observables: SeenValue[]
  /** Of an INDICATOR; at most 1,000. */
  indicators: Indicator[]
  /** The product's own word that it ended; of a RESOLUTION. */
  endedAt: Date | null
}

/** Whose payload it is, for what the payload itself leaves out. */
export interface Sender {
  name: string
  product: string
}

/** One JSON object of a payload. Never trusted: any key may hold any type. */
export type JsonObject = Record<string, unknown>

/** Turns one item into a finding. Pure, total: an odd value is left out, never thrown on. */
export type Normalise = (item: JsonObject, sender: Sender) => Finding

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
