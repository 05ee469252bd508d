import type { Facet } from '../gql/graphql'
import { valueWords } from './queue-chips'
import { fieldSpec, ME, NOBODY, SEVERITIES, type QueueField } from './queue-fields'
import { narrowed, valuesOf, withoutValue, included, type Queue } from './queue-query'

/** The facets of the rail in their order; the first ones are open until somebody closes them. */
export const FACETS = [
  { field: 'status', isOpen: true },
  { field: 'severity', isOpen: true },
  { field: 'assignee', isOpen: true },
  { field: 'source', isOpen: true },
  { field: 'ruleId', isOpen: true },
  { field: 'tags', isOpen: true },
  { field: 'host', isOpen: true },
  { field: 'user', isOpen: false },
  { field: 'product', isOpen: false },
  { field: 'techniques', isOpen: false },
  { field: 'verdict', isOpen: false },
  { field: 'srcIp', isOpen: false },
  { field: 'dstIp', isOpen: false },
  { field: 'domain', isOpen: false },
  { field: 'fileName', isOpen: false },
  { field: 'resource', isOpen: false },
] as const satisfies readonly { field: QueueField; isOpen: boolean }[]

export interface FacetLine {
  value: string
  label: string
  /** Null where it is not counted: a value that is asked for but has no alerts among the commonest, "Me", "Nobody". */
  count: number | null
  state: 'only' | 'not' | null
}

/**
 * The lines of one facet: what the server counted, and first whatever is asked for and not among it, so that it can be taken back.
 * Severities stand worst first.
 */
export function facetLines(field: QueueField, counted: Facet['values'], queue: Queue): FacetLine[] {
  const only = valuesOf(queue, field, 'only')
  const not = valuesOf(queue, field, 'not')
  const nameOf = (_: QueueField, value: string) => counted.find((one) => one.value === value)?.label ?? value
  const line = (value: string, count: number | null): FacetLine => ({
    value,
    label: valueWords(field, value, nameOf),
    count,
    state: only.includes(value) ? 'only' : not.includes(value) ? 'not' : null,
  })
  const known = field === 'severity' ? worstFirst(counted) : counted
  const special = fieldSpec(field).kind === 'person' ? [ME, NOBODY] : []
  const asked = [...only, ...not].filter(
    (value) => !special.includes(value) && !known.some((one) => one.value === value),
  )
  return [
    ...special.map((value) => line(value, null)),
    ...asked.map((value) => line(value, null)),
    ...known.map(({ value, count }) => line(value, count)),
  ]
}

const worstFirst = (values: Facet['values']) =>
  SEVERITIES.flatMap((severity) => values.filter(({ value }) => value === severity))

/**
 * New counts for the values that stand there, in their places: a line that moves away under the pointer is a wrong tick. What no
 * longer has any stays with 0, what is new is left out.
 */
export function recounted(shown: Facet['values'], counted: Facet['values']): Facet['values'] {
  const counts = new Map(counted.map(({ value, count }) => [value, count]))
  return shown.map((line) => ({ ...line, count: counts.get(line.value) ?? 0 }))
}

/** The box of a line was ticked or unticked: it joins what is asked for, or leaves. */
export function ticked(queue: Queue, field: QueueField, { value, state }: FacetLine): Queue {
  return state === null ? included(queue, field, value) : withoutValue(queue, field, value)
}

/** This value alone, and with the second click any again; or all but this value. */
export function sharpened(queue: Queue, field: QueueField, { value, state }: FacetLine, mode: 'only' | 'not'): Queue {
  const isAlone = mode === 'only' && state === 'only' && valuesOf(queue, field, 'only').length === 1
  return isAlone || (mode === 'not' && state === 'not')
    ? withoutValue(queue, field, value)
    : narrowed(queue, field, value, mode)
}
