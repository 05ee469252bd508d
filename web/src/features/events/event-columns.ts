export type EventColumnId = 'ingestedAt' | 'eventAt' | 'severity' | 'source' | 'title' | 'entity' | 'outcome' | 'alert'

export interface EventColumn {
  id: EventColumnId
  label: string
  /** px; of the title the least. */
  width: number
  /** The table is at least so wide when the column is shown. */
  from: number
}

/** In the order in which they stand; narrow tables leave out what matters least. */
const columns: readonly EventColumn[] = [
  { id: 'ingestedAt', label: 'Arrived', width: 132, from: 0 },
  { id: 'eventAt', label: 'Event time', width: 132, from: 1_240 },
  { id: 'severity', label: 'Severity', width: 88, from: 0 },
  { id: 'source', label: 'Source', width: 136, from: 980 },
  { id: 'title', label: 'Title', width: 220, from: 0 },
  { id: 'entity', label: 'Entity', width: 160, from: 820 },
  { id: 'outcome', label: 'Outcome', width: 112, from: 0 },
  { id: 'alert', label: 'Alert', width: 124, from: 700 },
]

export const columnsFor = (width: number): EventColumn[] => columns.filter(({ from }) => width >= from)
