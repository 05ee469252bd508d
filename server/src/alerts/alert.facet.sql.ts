import type { Where } from '../platform/tally'
import { columnFacets, wordFacets } from './alert.facet.field'

/** One value of one facet. */
export interface FacetRow {
  field: string
  value: string
  label: string | null
  count: number
}

/** Counts the values of several columns in one pass over the alerts. */
export function columnFacetSql({ params, conditions }: Where, fields: string[], top: number): string {
  const chosen = fields.map((name) => ({ name, ...facetOf(name) }))
  const columns = [...new Set(chosen.flatMap((field) => field.columns))]
  const listed = (names: readonly string[]) => names.map((name) => `a.${name}`).join(', ')
  const limit = params.add(top, 'int')
  const values = chosen.map(({ name, columns: [first = ''], together, value, label = 'NULL', join = '' }) => {
    return `(SELECT ${params.add(name, 'text')} AS field, ${value} AS value, ${label}::text AS label, sum(c.count)::int AS count
      FROM counted c ${join} WHERE c.of_${first} AND c.${first} IS NOT NULL
      GROUP BY ${together} ORDER BY count DESC, value LIMIT ${limit})`
  })
  return `WITH counted AS MATERIALIZED (
      SELECT ${listed(columns)}, ${chosen.map(({ columns: [first = ''] }) => `GROUPING(a.${first}) = 0 AS of_${first}`).join(', ')}, count(*) AS count
      FROM alert a WHERE ${conditions.join(' AND ')}
      GROUP BY GROUPING SETS (${chosen.map((field) => `(${listed(field.columns)})`).join(', ')})
    ) ${values.join(' UNION ALL ')}`
}

function facetOf(name: string) {
  const field = columnFacets[name]
  if (!field) throw new Error(`No facet ${name}`)
  return field
}

/** The spelling shown is that of the oldest alert that has the word. */
export function wordFacetSql({ params, conditions }: Where, field: string, top: number): string {
  const word = wordFacets[field] ?? ''
  return `SELECT ${params.add(field, 'text')} AS field, spelt.value, NULL AS label, found.count FROM (
      SELECT w.tenant_id, w.folded, count(*)::int AS count FROM alert a
      JOIN alert_${word} w ON w.tenant_id = a.tenant_id AND w.alert_id = a.id
      WHERE ${conditions.join(' AND ')}
      GROUP BY w.tenant_id, w.folded ORDER BY count DESC, w.folded COLLATE "C" LIMIT ${params.add(top, 'int')}
    ) AS found CROSS JOIN LATERAL (
      SELECT w.${word} AS value FROM alert_${word} w WHERE w.tenant_id = found.tenant_id AND w.folded = found.folded
      ORDER BY w.alert_id LIMIT 1
    ) AS spelt ORDER BY found.count DESC, found.folded COLLATE "C"`
}
