import { columnOf } from './alert.column'
import type { AlertFilter } from './alert.filter.input'

/**
 * How a field's values are counted. Rows are first grouped by `columns` as they stand, then the groups are put together as the filter of
 * that field would: only so does a count tell what choosing the value will show.
 */
interface FacetField {
  columns: readonly string[]
  /** Which groups are one value: for text, those that differ in case alone. */
  together: string
  /** The value as it is put into the filter. */
  value: string
  label?: string
  join?: string
}

/** Values are ordered alike in every database. */
const plainOrder = 'COLLATE "C"'

/** Expressions read `c`, the groups counted so far, whose columns are called as those of the alert. */
const word = (column: string): FacetField => ({
  columns: [column],
  together: `c.${column}`,
  value: `c.${column}::text ${plainOrder}`,
})

const text = (name: string): FacetField => {
  const column = columnOf(name)
  return { columns: [column], together: `fold_case(c.${column})`, value: `min(c.${column} ${plainOrder})` }
}

/** Addresses in different spellings are one; text that is no address cannot be asked for, so it is no value. */
const address = (side: 'src' | 'dst'): FacetField => ({
  columns: [`${side}_address`, `${side}_ip`],
  together: `c.${side}_address`,
  value: `min(c.${side}_ip ${plainOrder})`,
})

export const columnFacets = {
  status: word('status'),
  severity: word('severity'),
  verdict: word('verdict'),
  assignee: {
    ...word('assignee_id'),
    label: 'min(u.name)',
    join: 'JOIN app_user u ON u.id = c.assignee_id',
  },
  source: {
    columns: ['source_id'],
    together: 's.slug',
    value: `s.slug ${plainOrder}`,
    label: 'min(s.name)',
    join: 'JOIN source s ON s.id = c.source_id',
  },
  product: text('product'),
  ruleId: { ...text('ruleId'), columns: ['rule_id', 'rule_name'], label: 'min(c.rule_name)' },
  entity: text('entity'),
  host: text('host'),
  user: text('user'),
  resource: text('resource'),
  domain: text('domain'),
  srcIp: address('src'),
  dstIp: address('dst'),
  fileName: text('fileName'),
} satisfies Partial<Record<keyof AlertFilter, FacetField>> as Record<string, FacetField>

/** Words of link tables, by the name of the table's column. */
export const wordFacets: Record<string, string> = {
  tags: 'tag',
  techniques: 'technique',
} satisfies Partial<Record<keyof AlertFilter, string>>

export const facetNames: readonly string[] = [...Object.keys(columnFacets), ...Object.keys(wordFacets)]

/** The filter without its own condition on a field, as far as it stands at the top, where all conditions must hold. */
export function withoutField(filter: AlertFilter, field: string): AlertFilter {
  const { and, ...rest } = filter
  const own = field === 'status' ? ['status', 'isOpen'] : [field]
  const left = Object.fromEntries(Object.entries(rest).filter(([name]) => !own.includes(name)))
  return and ? { ...left, and: and.map((one) => withoutField(one, field)) } : left
}
