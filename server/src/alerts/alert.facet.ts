import { can, type Context } from '../platform/context'
import type { Db } from '../platform/database'
import { AppError, badInput } from '../platform/errors'
import type { Where } from '../platform/tally'
import { severityId, severityOf, type Severity } from '../scoring/severity'
import { columnFacets, facetNames, withoutField } from './alert.facet.field'
import { columnFacetSql, wordFacetSql, type FacetRow } from './alert.facet.sql'
import type { Facet, FacetValue } from './alert.facet.type'
import type { AlertFilter } from './alert.filter.input'
import { AlertStatus } from './alert.status'
import { tallyAlerts, type WhereOf } from './alert.tally'

export interface FacetArgs {
  filter: AlertFilter | null | undefined
  fields: string[]
  top: number
}

const mostFields = 20
const mostValues = 100

/**
 * The commonest values of some fields among the alerts that match. Fields that are counted over the same alerts share one statement.
 * @throws BAD_USER_INPUT; FORBIDDEN for sources without source:read; else as {@link tallyAlerts}
 */
export async function alertFacets(ctx: Context, { filter, fields, top }: FacetArgs): Promise<Facet[]> {
  const different = checkedFields(ctx, fields)
  if (top < 1 || top > mostValues) throw badInput('top', `must be 1 to ${mostValues}`)
  const question = ['facets', different, top]
  return tallyAlerts(ctx, { question, filter }, async (db, whereOf) => {
    const rows: FacetRow[] = []
    for (const group of groupsOf(filter ?? {}, different)) rows.push(...(await readGroup(db, whereOf, group, top)))
    return different.map((field) => ({ field, values: valuesOf(field, rows) }))
  })
}

function checkedFields(ctx: Context, fields: string[]): string[] {
  if (fields.length > mostFields) throw badInput('fields', `must be at most ${mostFields}`)
  const unknown = fields.find((field) => !facetNames.includes(field))
  if (unknown !== undefined) throw badInput('fields', `must be of ${facetNames.join(', ')}`)
  if (fields.includes('source') && !can(ctx, 'source:read')) {
    throw new AppError('FORBIDDEN', 'The facet source needs the permission source:read')
  }
  return [...new Set(fields)]
}

interface Group {
  filter: AlertFilter
  columns: string[]
  words: string[]
}

/** Fields by the alerts over which they are counted: most have no condition of their own. */
function groupsOf(filter: AlertFilter, fields: string[]): Group[] {
  const groups = new Map<string, Group>()
  for (const field of fields) {
    const left = withoutField(filter, field)
    const key = JSON.stringify(left)
    const group = groups.get(key) ?? { filter: left, columns: [], words: [] }
    groups.set(key, group)
    group[field in columnFacets ? 'columns' : 'words'].push(field)
  }
  return [...groups.values()]
}

async function readGroup(
  db: Db,
  whereOf: WhereOf,
  { filter, columns, words }: Group,
  top: number,
): Promise<FacetRow[]> {
  const rows: FacetRow[] = []
  const where = await whereOf(filter)
  const read = async (sqlOf: (where: Where) => string) => {
    const asked = await where()
    rows.push(...(await db.query<FacetRow>(sqlOf(asked), asked.params.values)))
  }
  if (columns.length > 0) await read((asked) => columnFacetSql(asked, columns, top))
  for (const word of words) await read((asked) => wordFacetSql(asked, word, top))
  return rows
}

const statuses = Object.values(AlertStatus)

/** Status and severity in their own order, whatever their counts; the others come ordered. */
function valuesOf(field: string, rows: FacetRow[]): FacetValue[] {
  const own = rows.filter((row) => row.field === field)
  const valueOf = ({ value, label, count }: FacetRow): FacetValue => ({ value, label: label ?? value, count })
  if (field === 'severity') {
    return own.map((row) => valueOf({ ...row, value: severityOf(Number(row.value)) })).sort(by(severityPlace))
  }
  const values = own.map(valueOf)
  return field === 'status' ? values.sort(by((value) => statuses.indexOf(value as AlertStatus))) : values
}

const severityPlace = (value: string): number => severityId(value as Severity)
const by = (place: (value: string) => number) => (a: FacetValue, b: FacetValue) => place(a.value) - place(b.value)
