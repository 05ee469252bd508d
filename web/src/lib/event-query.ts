import type { EventFilter, EventOutcome } from '../gql/graphql'
import { rangeQuery, readRange, usualRange, type EventRange } from './event-range'
import { SEVERITIES } from './queue-fields'
import { listOf, listText, textsOf, type UrlQuery } from './url-query'
import { sentenceCase } from './words'

export const OUTCOMES = [
  'CREATED',
  'FOLDED',
  'SUPPRESSED',
  'ENDED',
  'STORED',
] as const satisfies readonly EventOutcome[]

/** What became of an event, for people. */
export const outcomeWords: Record<EventOutcome, { label: string; hint: string }> = {
  CREATED: { label: 'New alert', hint: 'It opened an alert' },
  FOLDED: { label: 'Folded', hint: 'It was folded into an alert that was there' },
  SUPPRESSED: { label: 'Swallowed', hint: 'It is like an alert that was closed as harmless' },
  ENDED: { label: 'Over', hint: 'The product’s word that an alert is over' },
  STORED: { label: 'Stored', hint: 'Kept, and no alert was made of it: telemetry, an indicator, a sign of life' },
}

interface FieldSpec {
  param: string
  label: string
  choices?: readonly string[]
}

/** What events can be narrowed by, under the names of EventFilter. */
const FIELDS = {
  source: { param: 'source', label: 'Source' },
  outcome: { param: 'outcome', label: 'Outcome', choices: OUTCOMES },
  severity: { param: 'severity', label: 'Severity', choices: SEVERITIES },
  entity: { param: 'entity', label: 'Entity' },
  host: { param: 'host', label: 'Host' },
  ruleId: { param: 'rule', label: 'Rule' },
} as const satisfies Partial<Record<keyof EventFilter, FieldSpec>>

export type EventField = keyof typeof FIELDS

export const eventFields = Object.keys(FIELDS) as EventField[]

const specOf = (field: EventField): FieldSpec => FIELDS[field]

/** What the page shows: everything that stands in its URL besides the open event. */
export interface EventView {
  range: EventRange
  /** Values that are alternatives; absent when the field is not asked about. */
  values: Partial<Record<EventField, readonly string[]>>
  /** Words to look for; empty for none. */
  text: string
}

export const plainView: EventView = { range: usualRange, values: {}, text: '' }

const ours = new Set([...eventFields.map((field) => specOf(field).param), 'range', 'from', 'to', 'q'])

/** Reads a URL. What makes no sense is left out and told in `faults`. */
export function eventView(query: UrlQuery): { view: EventView; faults: string[] } {
  const faults: string[] = []
  const values: EventView['values'] = {}
  for (const field of eventFields) {
    const { param, label, choices } = specOf(field)
    const said = [...new Set(listOf(query[param]))]
    const possible = said.filter((value) => choices?.includes(value) ?? true)
    for (const value of said) if (!possible.includes(value)) faults.push(`${label} “${value}” does not exist.`)
    if (possible.length > 0) values[field] = possible
  }
  return { view: { range: readRange(query, faults), values, text: textsOf(query.q).join(' ').trim() }, faults }
}

/** The URL of a view. `others` are parameters that are not its own and stay. */
export function urlQueryOf({ range, values, text }: EventView, others: UrlQuery = {}): UrlQuery {
  const query: UrlQuery = Object.fromEntries(Object.entries(others).filter(([name]) => !ours.has(name)))
  for (const field of eventFields) {
    const said = values[field]
    if (said?.length) query[specOf(field).param] = listText(said)
  }
  return { ...query, ...rangeQuery(range), ...(text ? { q: text } : {}) }
}

/** The filter of the server that a view asks for. `without` leaves one field out, so that its other values can be counted. */
export function filterOf({ range, values, text }: EventView, without?: EventField): EventFilter {
  const filter: EventFilter = {
    ingestedAt:
      range.kind === 'last'
        ? { within: range.seconds }
        : { gte: new Date(range.from).toISOString(), lt: new Date(range.to).toISOString() },
  }
  for (const field of eventFields) {
    const said = field === without ? undefined : values[field]
    if (said) Object.assign(filter, { [field]: { in: said } })
  }
  return text ? { ...filter, text } : filter
}

/** The same view with other values for one field; none removes the condition. */
export function withValues(view: EventView, field: EventField, said: readonly string[]): EventView {
  const { [field]: _, ...others } = view.values
  return { ...view, values: said.length > 0 ? { ...others, [field]: [...new Set(said)] } : others }
}

/** A value is asked for as well, or no longer. */
export function toggled(view: EventView, field: EventField, value: string): EventView {
  const said = view.values[field] ?? []
  return withValues(view, field, said.includes(value) ? said.filter((one) => one !== value) : [...said, value])
}

/** Is anything asked for beyond a time? */
export const isNarrowed = ({ values, text }: EventView): boolean => Object.keys(values).length > 0 || text !== ''

/** One condition in words, and the view without it. */
export interface EventChip {
  id: string
  label: string
  without: EventView
}

/** Everything that a view asks for beyond its time, one chip each. `nameOf` knows how a source is called. */
export function eventChips(view: EventView, nameOf: (slug: string) => string): EventChip[] {
  const words = (field: EventField, value: string) => {
    if (field === 'outcome') return outcomeWords[value as EventOutcome].label
    if (field === 'severity') return sentenceCase(value)
    return field === 'source' ? nameOf(value) : value
  }
  const chips = eventFields.flatMap((field) => {
    const said = view.values[field]
    const label = `${specOf(field).label}: ${said?.map((value) => words(field, value)).join(', ')}`
    return said ? [{ id: field, label, without: withValues(view, field, []) }] : []
  })
  return view.text ? [...chips, { id: 'text', label: `“${view.text}”`, without: { ...view, text: '' } }] : chips
}
