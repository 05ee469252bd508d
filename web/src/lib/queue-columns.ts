import type { AlertSort } from '../gql/graphql'

interface ColumnSpec {
  label: string
  /** px. The title takes what is left over; for it this is the least. */
  width: number
  /** What a click on its heading sorts by. */
  sort?: AlertSort
  isShown: boolean
  /** Where the table is too narrow, the highest number gives way first; 0 never does. */
  rank: number
}

/** Every column there is, in the order they have until somebody changes it. */
export const COLUMNS = {
  severity: { label: 'Severity', width: 92, sort: 'SEVERITY', isShown: true, rank: 0 },
  risk: { label: 'Risk', width: 56, sort: 'RISK_SCORE', isShown: true, rank: 2 },
  title: { label: 'Alert', width: 300, isShown: true, rank: 0 },
  status: { label: 'Status', width: 112, isShown: true, rank: 1 },
  entity: { label: 'Entity', width: 128, isShown: true, rank: 4 },
  host: { label: 'Host', width: 140, isShown: false, rank: 8 },
  user: { label: 'User', width: 140, isShown: false, rank: 8 },
  source: { label: 'Source', width: 108, isShown: true, rank: 6 },
  product: { label: 'Product', width: 120, isShown: false, rank: 8 },
  rule: { label: 'Rule', width: 180, isShown: false, rank: 8 },
  techniques: { label: 'Techniques', width: 120, isShown: false, rank: 8 },
  events: { label: 'Events', width: 72, isShown: false, rank: 8 },
  verdict: { label: 'Verdict', width: 120, isShown: false, rank: 8 },
  assignee: { label: 'Assignee', width: 76, isShown: true, rank: 5 },
  eventAt: { label: 'Happened', width: 100, sort: 'EVENT_AT', isShown: false, rank: 8 },
  firstSeenAt: { label: 'First seen', width: 100, sort: 'FIRST_SEEN_AT', isShown: true, rank: 3 },
  lastSeenAt: { label: 'Last seen', width: 100, sort: 'LAST_SEEN_AT', isShown: false, rank: 7 },
  updatedAt: { label: 'Updated', width: 100, sort: 'UPDATED_AT', isShown: false, rank: 8 },
} as const satisfies Record<string, ColumnSpec>

export type ColumnId = keyof typeof COLUMNS
export type Density = 'comfortable' | 'compact'

export interface Column {
  id: ColumnId
  isShown: boolean
  /** px, as set by the reader; null for the usual width. */
  width: number | null
}

/** How one person wants the table; kept on the server. */
export interface QueueLayout {
  columns: Column[]
  density: Density
}

export const MIN_WIDTH = 48
const MAX_WIDTH = 800

const columnIds = Object.keys(COLUMNS) as ColumnId[]
export const columnSpec = (id: ColumnId): ColumnSpec => COLUMNS[id]
export const widthOf = ({ id, width }: Column): number => width ?? columnSpec(id).width

const usual = (id: ColumnId): Column => ({ id, isShown: columnSpec(id).isShown, width: null })

export const usualLayout: QueueLayout = { columns: columnIds.map(usual), density: 'comfortable' }

/**
 * What was kept, as far as it still makes sense: unknown columns go, and a column that came with a later version stands behind its
 * usual predecessor, shown if it usually is. The title is always there.
 */
export function readLayout(kept: unknown): QueueLayout {
  if (!isRecord(kept)) return usualLayout
  const known = (Array.isArray(kept.columns) ? kept.columns : []).flatMap(readColumn)
  const columns = known.filter(({ id }, index) => known.findIndex((other) => other.id === id) === index)
  columnIds.forEach((id, index) => {
    if (columns.some((column) => column.id === id)) return
    const before = columns.findIndex((column) => column.id === columnIds[index - 1])
    columns.splice(before + 1, 0, usual(id))
  })
  return { columns, density: kept.density === 'compact' ? 'compact' : 'comfortable' }
}

function readColumn(kept: unknown): Column[] {
  if (!isRecord(kept)) return []
  const id = columnIds.find((one) => one === kept.id)
  if (!id) return []
  const width = typeof kept.width === 'number' ? boundedWidth(kept.width) : null
  return [{ id, width, isShown: id === 'title' || kept.isShown === true }]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const boundedWidth = (width: number): number => Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)))

/** Has the reader chosen columns or widths? Their order alone asks for no more room. */
export function isOwnChoice({ columns }: QueueLayout): boolean {
  return columns.some(({ id, isShown, width }) => width !== null || isShown !== columnSpec(id).isShown)
}

/** The same table with one column changed. */
export function withColumn(layout: QueueLayout, id: ColumnId, change: Partial<Omit<Column, 'id'>>): QueueLayout {
  const width = typeof change.width === 'number' ? { width: boundedWidth(change.width) } : {}
  const columns = layout.columns.map((column) => (column.id === id ? { ...column, ...change, ...width } : column))
  return { ...layout, columns }
}

/** The same table with one column in another's place, which moves aside. */
export function withMoved(layout: QueueLayout, id: ColumnId, to: ColumnId): QueueLayout {
  const from = layout.columns.findIndex((column) => column.id === id)
  const target = layout.columns.findIndex((column) => column.id === to)
  const moved = layout.columns[from]
  if (!moved || target === -1 || from === target) return layout
  return { ...layout, columns: layout.columns.toSpliced(from, 1).toSpliced(target, 0, moved) }
}

/** One step left (-1) or right (1) among the columns that are shown. */
export function withStep(layout: QueueLayout, id: ColumnId, by: 1 | -1): QueueLayout {
  const shown = layout.columns.filter(({ isShown }) => isShown)
  const neighbour = shown[shown.findIndex((column) => column.id === id) + by]
  return neighbour ? withMoved(layout, id, neighbour.id) : layout
}

/** The columns for a table of this width (px): all that are wanted where they fit or `mayScroll`, else without the dispensable ones. */
export function columnsFor(layout: QueueLayout, width: number, mayScroll: boolean): Column[] {
  let columns = layout.columns.filter(({ isShown }) => isShown)
  const isTooWide = () => columns.reduce((sum, column) => sum + widthOf(column), 0) > width
  while (!mayScroll && isTooWide()) {
    const last = columns.reduce((most, column) =>
      columnSpec(column.id).rank >= columnSpec(most.id).rank ? column : most,
    )
    if (columnSpec(last.id).rank === 0) break
    columns = columns.filter((column) => column !== last)
  }
  return columns
}
