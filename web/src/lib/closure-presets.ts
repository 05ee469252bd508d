import type { ReasonCode, Verdict } from '../gql/graphql'
import type { StatusChange } from './deed'

/** A verdict, its cause and a sentence, given with one key. */
export interface ClosurePreset {
  /** The key, 1 to 9. */
  digit: string
  label: string
  verdict: Verdict
  reasonCode: ReasonCode
  /** Goes on record when it is not amended before. */
  reason: string
}

export const CLOSURE_PRESETS: readonly ClosurePreset[] = [
  {
    digit: '1',
    label: 'False positive: incorrect logic',
    verdict: 'FALSE_POSITIVE',
    reasonCode: 'INCORRECT_LOGIC',
    reason: 'The rule matched what it was not meant for.',
  },
  {
    digit: '2',
    label: 'Benign: expected activity',
    verdict: 'BENIGN',
    reasonCode: 'EXPECTED_ACTIVITY',
    reason: 'Known and expected activity.',
  },
  {
    digit: '3',
    label: 'Test: authorised',
    verdict: 'TEST',
    reasonCode: 'AUTHORISED_TEST',
    reason: 'Part of an authorised test.',
  },
  {
    digit: '4',
    label: 'True positive: attack blocked',
    verdict: 'TRUE_POSITIVE',
    reasonCode: 'ATTACK_BLOCKED',
    reason: 'A real attack that was blocked before it had an effect.',
  },
  {
    digit: '5',
    label: 'True positive: attack succeeded',
    verdict: 'TRUE_POSITIVE',
    reasonCode: 'ATTACK_SUCCEEDED',
    reason: 'A real attack that succeeded; handled outside this alert.',
  },
  {
    digit: '6',
    label: 'Duplicate',
    verdict: 'DUPLICATE',
    reasonCode: 'OTHER',
    reason: 'Handled in another alert.',
  },
  {
    digit: '7',
    label: 'False positive: incorrect data',
    verdict: 'FALSE_POSITIVE',
    reasonCode: 'INCORRECT_DATA',
    reason: 'The data behind the alert was wrong.',
  },
  {
    digit: '8',
    label: 'Insufficient data',
    verdict: 'INSUFFICIENT_DATA',
    reasonCode: 'OTHER',
    reason: 'Not enough data to tell.',
  },
  {
    digit: '9',
    label: 'Managed externally',
    verdict: 'MANAGED_EXTERNALLY',
    reasonCode: 'OTHER',
    reason: 'Handled by another team or provider.',
  },
]

export const closingWith = ({ verdict, reasonCode, reason }: ClosurePreset): StatusChange => ({
  status: 'CLOSED',
  verdict,
  reasonCode,
  reason,
})
