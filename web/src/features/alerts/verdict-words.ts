import type { ReasonCode, Verdict } from '../../gql/graphql'
import { sentenceCase } from '../../lib/words'

/** The verdicts a person gives, most frequent first; UNKNOWN is what an alert has before one. */
const VERDICTS = [
  'TRUE_POSITIVE',
  'FALSE_POSITIVE',
  'BENIGN',
  'SUSPICIOUS',
  'SECURITY_RISK',
  'TEST',
  'DUPLICATE',
  'DISREGARD',
  'INSUFFICIENT_DATA',
  'MANAGED_EXTERNALLY',
  'OTHER',
] as const satisfies readonly Verdict[]

const REASON_CODES = [
  'ATTACK_SUCCEEDED',
  'ATTACK_BLOCKED',
  'EXPECTED_ACTIVITY',
  'AUTHORISED_TEST',
  'INCORRECT_LOGIC',
  'INCORRECT_DATA',
  'OTHER',
] as const satisfies readonly ReasonCode[]

interface Item<Word> {
  value: Word
  label: string
}

export const verdictItems: Item<Verdict>[] = VERDICTS.map((value) => ({ value, label: sentenceCase(value) }))
export const reasonCodeItems: Item<ReasonCode>[] = REASON_CODES.map((value) => ({ value, label: sentenceCase(value) }))
