import { dedupFieldLabel } from './dedup-rule'
import { spanWords } from './span-words'
import { counted } from './words'

/** What a source's rule says, without what the schema adds to it. */
export interface Rule {
  byVendorId: boolean
  fields: readonly string[]
  windowSeconds: number
  memoryDays: number
}

/** "title, rule id and host". */
export function listWords(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** A rule in plain sentences, complete: what is compared, for how long, and what is remembered of a closed alert. */
export function ruleSentences(rule: Rule): string[] {
  if (rule.windowSeconds === 0) return ['Every item becomes an alert of its own: nothing is folded.']
  return [comparison(rule), windowWords(rule), memoryWords(rule)]
}

function comparison({ byVendorId, fields }: Rule): string {
  const same = `the same ${listWords(fields.map(dedupFieldLabel))}`
  return byVendorId
    ? `Items with the same vendor id become one alert; without an id, those with ${same}.`
    : `Items with ${same} become one alert.`
}

const windowWords = ({ windowSeconds }: Rule) =>
  `An open alert takes further items until ${spanWords(windowSeconds)} ${isOne(windowSeconds) ? 'passes' : 'pass'} without one.`

/** "1 hour passes", "24 hours pass". */
const isOne = (seconds: number) => /^1 \w+$/.test(spanWords(seconds))

const memoryWords = ({ memoryDays }: Rule) =>
  memoryDays === 0
    ? 'Once it is closed, the next such item opens a new alert that links back.'
    : `After closing as benign, false positive or duplicate, the same is swallowed for ${counted(memoryDays, 'day')}, unless it comes with a higher severity or from another entity.`

/** Are two rules the same? The order of the fields counts: the server keeps it. */
export const isSameRule = (one: Rule, other: Rule): boolean =>
  one.byVendorId === other.byVendorId &&
  one.windowSeconds === other.windowSeconds &&
  one.memoryDays === other.memoryDays &&
  one.fields.join('\n') === other.fields.join('\n')
