import type { Severity } from '../../scoring/severity'
import type { EventType } from '../../scoring/event-type'
import type { FindingKind } from '../finding'

/** A process as a payload describes it; unchecked. */
export interface ProcessReading {
  name?: unknown
  path?: unknown
  commandLine?: unknown
  pid?: unknown
  user?: unknown
  parent?: ProcessReading | null
}

/** An indicator of compromise as a payload describes it; unchecked. */
export interface IndicatorReading {
  /** As observables are named: `IP_ADDRESS`. */
  type: string
  value: unknown
  name?: unknown
  tlp?: unknown
  validFrom?: unknown
  validUntil?: unknown
}

/**
 * What a payload says, by our field's names: values exactly as they stand there, unchecked. Left out where it says nothing. `checked` bounds and
 * reads them, so that a normaliser is a plain map from our names to the product's.
 */
export interface Reading {
  kind?: FindingKind
  /** The product within the product: the engine that found it. The normaliser's name without it. */
  product?: unknown
  title?: unknown
  description?: unknown
  /** Only where the product's words or numbers are its own: the usual words are read from `vendorSeverity`. */
  severity?: Severity | null
  /** As the payload states it, word or number. */
  vendorSeverity?: unknown
  /** The vendor's own number on a line from 0 to 100. */
  vendorScore?: unknown
  vendorId?: unknown
  /** What tells this alert from all others where the vendor's id does not; never shown. */
  identity?: unknown
  vendorStatus?: unknown
  ruleId?: unknown
  ruleName?: unknown
  link?: unknown
  /** Where the common form names it; else host, user, resource or source address. */
  entity?: unknown
  host?: unknown
  user?: unknown
  resource?: unknown
  cloudAccount?: unknown
  srcIp?: unknown
  srcPort?: unknown
  dstIp?: unknown
  dstPort?: unknown
  domain?: unknown
  url?: unknown
  fileName?: unknown
  md5?: unknown
  sha1?: unknown
  sha256?: unknown
  mailSender?: unknown
  mailRecipients?: unknown
  mailSubject?: unknown
  tags?: unknown
  /** Texts that hold an id somewhere are enough: `Brute Force (T1110)`. */
  techniques?: unknown
  /** Ids, names or short names. */
  tactics?: unknown
  disposition?: unknown
  eventAt?: unknown
  endedAt?: unknown
  eventType?: EventType | null
  process?: ProcessReading | null
  /** Beyond those that the other fields name. */
  observables?: { type: string; value: unknown }[]
  indicators?: IndicatorReading[]
}
