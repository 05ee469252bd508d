import { registerEnumType } from 'type-graphql'

export enum Verdict {
  UNKNOWN = 'UNKNOWN',
  FALSE_POSITIVE = 'FALSE_POSITIVE',
  TRUE_POSITIVE = 'TRUE_POSITIVE',
  DISREGARD = 'DISREGARD',
  SUSPICIOUS = 'SUSPICIOUS',
  BENIGN = 'BENIGN',
  TEST = 'TEST',
  INSUFFICIENT_DATA = 'INSUFFICIENT_DATA',
  SECURITY_RISK = 'SECURITY_RISK',
  MANAGED_EXTERNALLY = 'MANAGED_EXTERNALLY',
  DUPLICATE = 'DUPLICATE',
  OTHER = 'OTHER',
}
registerEnumType(Verdict, {
  name: 'Verdict',
  description: "OCSF verdict_id 0-10 and 99, complete, so that a client's switch stays exhaustive.",
})

export enum ReasonCode {
  INCORRECT_LOGIC = 'INCORRECT_LOGIC',
  INCORRECT_DATA = 'INCORRECT_DATA',
  EXPECTED_ACTIVITY = 'EXPECTED_ACTIVITY',
  AUTHORISED_TEST = 'AUTHORISED_TEST',
  ATTACK_BLOCKED = 'ATTACK_BLOCKED',
  ATTACK_SUCCEEDED = 'ATTACK_SUCCEEDED',
  OTHER = 'OTHER',
}
registerEnumType(ReasonCode, {
  name: 'ReasonCode',
  description: 'The countable cause behind a verdict; free text goes to `reason`. Drives false-positive tuning.',
})
