import type { AlertDetail_AlertFragment } from '../gql/graphql'
import { dedupFieldLabel } from './dedup-rule'
import { defang, defangIp, defangMail } from './defang'
import type { QueueField } from './queue-fields'
import { counted } from './words'

type Source = Pick<AlertDetail_AlertFragment, 'dedup' | 'occurrences' | 'swallowed' | 'source'>

/** What all events of an alert say in one field. */
export interface Compared {
  label: string
  value: string
  /** As it is shown: addresses are no links. */
  shown: string
  /** The queue's field that can be narrowed by it. */
  field?: QueueField
}

const queueFieldOf: Partial<Record<string, QueueField>> = {
  product: 'product',
  ruleId: 'ruleId',
  entity: 'entity',
  host: 'host',
  user: 'user',
  resource: 'resource',
  srcIp: 'srcIp',
  dstIp: 'dstIp',
  domain: 'domain',
  url: 'url',
  fileName: 'fileName',
  md5: 'hash',
  sha1: 'hash',
  sha256: 'hash',
}
const shownOf: Partial<Record<string, (text: string) => string>> = {
  srcIp: defangIp,
  dstIp: defangIp,
  domain: defang,
  url: defang,
  mailSender: defangMail,
}

/** By what an event is recognised as belonging to the alert; empty where it was compared as a whole. */
export function comparedOf({ dedup }: Pick<Source, 'dedup'>): Compared[] {
  return dedup.fields.flatMap((name, at): Compared[] => {
    const value = dedup.values[at]
    if (value === undefined) return []
    return [
      {
        label: dedupFieldLabel(name),
        value,
        shown: shownOf[name]?.(value) ?? value,
        field: queueFieldOf[name],
      },
    ]
  })
}

/** Of an alert that somebody opened by hand there is nothing to explain. */
export const isFromEvents = ({ dedup, source }: Pick<Source, 'dedup' | 'source'>): boolean =>
  Boolean(source) || dedup.fields.length > 0

/** How many events it stands for, and why they are one. */
export function whyOne(alert: Pick<Source, 'dedup' | 'occurrences'>): string {
  const isWhole = comparedOf(alert).length === 0
  if (alert.occurrences === 1)
    return isWhole
      ? 'One event so far. It names nothing that its source’s rule compares, so only its exact repetition belongs here.'
      : 'One event so far. What belongs here says the same in'
  const events = counted(alert.occurrences, 'event')
  return isWhole ? `${events} that are equal, sign by sign.` : `${events} that say the same in`
}

/** What came after it was closed. The word is not "suppressed", which is a status of alerts; empty for none. */
export function swallowedWords({ swallowed }: Pick<Source, 'swallowed'>): string {
  if (swallowed === 0) return ''
  const events = `${counted(swallowed, 'event')} came after it was closed as harmless`
  return `${events}: ${swallowed === 1 ? 'it was' : 'they were'} swallowed, counted here and opened no other alert.`
}
