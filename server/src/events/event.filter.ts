import { choiceRule } from '../platform/filter/choice-filter'
import { dateTimeRule } from '../platform/filter/date-time-filter'
import { FilterLanguage } from '../platform/filter/filter'
import { idRule } from '../platform/filter/id-filter'
import { stringRule } from '../platform/filter/string-filter'
import { wordsRule } from '../platform/filter/words-filter'
import { firstIdAt } from '../platform/ids'
import { severityRule } from '../scoring/severity.filter'
import { sourceRule, type SourceAsker } from '../sources/source.filter'
import type { Event } from './event.entity'
import type { EventFilter } from './event.filter.input'

/** An event with the name of its source: all that the filter asks. */
export type NamedEvent = Event & { sourceSlug: string | null }

type Word = 'title' | 'entity' | 'host' | 'ruleId'

/** Statements with a filter call the table `e`. */
const columnOf = (name: Word): string => `e.${name === 'ruleId' ? 'rule_id' : name}`

const text = (name: Word) =>
  stringRule<NamedEvent>({ reads: [name], columns: [columnOf(name)], read: (event) => [event[name]] })

const searched: Word[] = ['title', 'entity', 'host', 'ruleId']

/** The one table of what events can be filtered by. */
export const eventFilters = new FilterLanguage<EventFilter, NamedEvent, SourceAsker>({
  id: idRule({ reads: ['id'], column: 'e.id', read: (event) => event.id }),
  source: sourceRule('e.source_id'),
  outcome: choiceRule({ reads: ['outcome'], column: 'e.outcome', read: (event) => event.outcome }),
  severity: severityRule('e.severity'),
  title: text('title'),
  entity: text('entity'),
  host: text('host'),
  ruleId: text('ruleId'),
  alertId: idRule({ reads: ['alertId'], column: 'e.alert_id', read: (event) => event.alertId }),
  text: wordsRule({
    reads: searched,
    columns: searched.map(columnOf),
    read: (event) => searched.map((name) => event[name]),
  }),
  eventAt: dateTimeRule({ reads: ['eventAt'], column: 'e.event_at', read: (event) => event.eventAt }),
  // Said of the id: the key finds the range, and days outside it are not looked at.
  ingestedAt: dateTimeRule({
    reads: ['ingestedAt'],
    column: 'e.id',
    read: (event) => event.ingestedAt,
    held: (at, params) => params.add(firstIdAt(at), 'uuid'),
  }),
})
