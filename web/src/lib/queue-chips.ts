import { observableFilterWords } from './observable-words'
import { fieldSpec, ME, NOBODY, type QueueField } from './queue-fields'
import { sinceWord, withValues, type Condition, type Queue } from './queue-query'
import { sentenceCase } from './words'

/** One condition in words, and the queue without it. */
export interface FilterChip {
  id: string
  label: string
  without: Queue
}

type NameOf = (field: QueueField, value: string) => string

const SPANS = { m: 'min', h: 'h', d: 'days' } as const

/** "15m" as "15 min", "1d" as "24 h". */
export function spanWords(seconds: number): string {
  const [, count = '', unit = 'm'] = /^(\d+)([mhd])$/.exec(sinceWord(seconds)) ?? []
  return count === '1' && unit === 'd' ? '24 h' : `${count} ${SPANS[unit as keyof typeof SPANS]}`
}

/** A value in words for people; `nameOf` knows those that only the server can name, such as a person's id. */
export function valueWords(field: QueueField, value: string, nameOf: NameOf): string {
  const { kind } = fieldSpec(field)
  if (kind === 'choice') return sentenceCase(value)
  if (kind === 'person' && value === ME) return 'Me'
  if (kind === 'person' && value === NOBODY) return 'Nobody'
  return nameOf(field, value)
}

function conditionWords({ field, mode, values }: Condition, nameOf: NameOf): string {
  const words = values.map((value) => valueWords(field, value, nameOf))
  return `${fieldSpec(field).label}${mode === 'not' ? ' is not' : ':'} ${words.join(', ')}`
}

/** Everything a queue asks for beyond the open alerts, one chip each. */
export function filterChips(queue: Queue, nameOf: NameOf): FilterChip[] {
  const { text, within, isAnyStatus, extra } = queue
  return [
    ...(isAnyStatus ? [{ id: 'status', label: 'Any status', without: { ...queue, isAnyStatus: false } }] : []),
    ...queue.conditions.map((condition) => ({
      id: `${condition.field}.${condition.mode}`,
      label: conditionWords(condition, nameOf),
      without: withValues(queue, condition.field, condition.mode, []),
    })),
    ...(within
      ? [{ id: 'within', label: `First seen in the last ${spanWords(within)}`, without: { ...queue, within: null } }]
      : []),
    ...(text ? [{ id: 'text', label: `“${text}”`, without: { ...queue, text: '' } }] : []),
    ...(extra
      ? [
          {
            id: 'extra',
            label: observableFilterWords(extra) ?? 'A filter of its own',
            without: { ...queue, extra: null },
          },
        ]
      : []),
  ]
}

const SINCE_SECONDS = [900, 3_600, 14_400, 86_400, 604_800, 2_592_000]

/** What the choice of a span of time offers; one from the address is among them. */
export function sinceChoices(chosen: number | null): { seconds: number | null; label: string }[] {
  const seconds = [...new Set(chosen ? [...SINCE_SECONDS, chosen] : SINCE_SECONDS)].toSorted((a, b) => a - b)
  return [
    { seconds: null, label: 'Any time' },
    ...seconds.map((one) => ({ seconds: one, label: `Last ${spanWords(one)}` })),
  ]
}
