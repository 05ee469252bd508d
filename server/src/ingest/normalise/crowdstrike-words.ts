import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { eventTypeOfTactics, eventTypeOfWords, type EventWords } from '../reading/event-type'
import type { Reading } from '../reading/reading'
import { numberOf, onScale, severityOfWord, type Scale } from '../reading/severity'

const old: Scale = [[1, Severity.INFORMATIONAL], [2, Severity.LOW], [3, Severity.MEDIUM], [4, Severity.HIGH], [5, Severity.CRITICAL]] // prettier-ignore
const hundred: Scale = [[1, Severity.INFORMATIONAL], [20, Severity.LOW], [40, Severity.MEDIUM], [60, Severity.HIGH], [80, Severity.CRITICAL]] // prettier-ignore

/** The word; else the number, which DetectionSummaryEvent counts from 1 to 5 and everything newer from 1 to 100. */
export function falconSeverity(word: unknown, number: unknown, eventType?: unknown): Reading {
  const isOld = eventType === 'DetectionSummaryEvent' && (numberOf(number) ?? 0) <= 5
  const named = severityOfWord(word)
  return {
    severity: named === Severity.UNKNOWN ? onScale(number, isOld ? old : hundred) : named,
    vendorSeverity: word ?? number,
    vendorScore: isOld ? undefined : number,
  }
}

/** Falcon's own tactics and objectives beside those of ATT&CK. */
const kinds: EventWords = [
  [/^(machine learning|malware|next-gen antivirus)$/i, EventType.MALWARE],
  [/^CSPM|^IOMStreaming/i, EventType.POLICY],
]
const vague: EventWords = [[/overwatch|^(idp|incident)|follow through|gain access|keep access|explore|falcon detection/i, EventType.INTRUSION]] // prettier-ignore

export const falconType = (words: unknown[], tactics: unknown[]): EventType | null =>
  eventTypeOfWords(words, kinds) ?? eventTypeOfTactics(tactics) ?? eventTypeOfWords(words, vague)

/** What an indicator of compromise matched: a domain or an address; hashes stand in fields of their own too. */
export function indicatorOf(type: unknown, value: unknown): Reading {
  if (type === 'domain') return { domain: value }
  return type === 'ipv4' || type === 'ipv6' ? { dstIp: value } : {}
}
