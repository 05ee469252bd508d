import { EventType } from '../../scoring/event-type'
import { tacticOf } from '../../attack/attack.id'
import { listOf } from './fields'
import { matchingAny, type Patterns } from './matching'

/** What each tactic of ATT&CK stands for; the others are parts of an intrusion. */
const typeOfTactic = new Map([
  ['TA0043', EventType.RECONNAISSANCE],
  ['TA0007', EventType.RECONNAISSANCE],
  ['TA0006', EventType.CREDENTIAL_ACCESS],
  ['TA0010', EventType.DATA_BREACH],
])

/** What kind of event the tactics (ids or names) stand for, the first that says more than an intrusion; null without any. */
export function eventTypeOfTactics(tactics: unknown): EventType | null {
  const ids = listOf(tactics).flatMap((text) => tacticOf(text) ?? [])
  if (ids.length === 0) return null
  return ids.map((id) => typeOfTactic.get(id)).find((type) => type !== undefined) ?? EventType.INTRUSION
}

/** Kinds of event with what the product's own words for them look like; the first that fits counts. */
export type EventWords = Patterns<EventType>

/** What kind of event any of the words stands for; null when no pattern fits. */
export const eventTypeOfWords = (words: unknown, patterns: EventWords): EventType | null =>
  matchingAny(listOf(words, 50, 300), patterns)
