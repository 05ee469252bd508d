import type { NewAlert } from '../alerts/alert.insert'

/** What we add to a finding: whose it is, its number, its score and the item as it came. */
type Ours =
  | 'tenantId' | 'id' | 'number' | 'sourceId' | 'severitySetBy' | 'riskScore' | 'riskExplanation' | 'anomalyScore'
  | 'occurrences' | 'firstSeenAt' | 'lastSeenAt' | 'raw' | 'dedupKey' | 'dedupFields' | 'dedupValues' | 'previousAlertId' // prettier-ignore

/** What a payload says, in OCSF's words (Detection Finding), null or empty where it says nothing. */
export type Finding = Omit<NewAlert, Ours>

/** Whose payload it is, for what the payload itself leaves out. */
export interface Sender {
  name: string
  product: string
}

/** One JSON object of a payload. Never trusted: any key may hold any type. */
export type JsonObject = Record<string, unknown>

/** Turns one item of a product into a finding. Pure, total: an odd value is left out, never thrown on. */
export type Normalise = (item: JsonObject, sender: Sender) => Finding

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
