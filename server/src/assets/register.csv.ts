import { CsvError, parse } from 'csv-parse/sync'
import type { FieldType, Register } from './register'
import type { RegisterRow } from './register.row'
import { mostFaults, mostImported, type LineFault } from './register.input'

export interface ReadCsv {
  /** The fields that the heading names. */
  named: string[]
  /** Checked, each key once; a field that the heading leaves out has its default. */
  rows: Record<string, unknown>[]
  errors: LineFault[]
}

/** A spreadsheet would run what begins so; behind a quote it does not. What is quoted already gets one more, so that nothing is lost. */
const formula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const quotedFormula = /^'(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/

/** What parts several values in one field. */
const separator = ';'

/** Reads a file for a register: every line is checked before any is stored. Pure. */
export function readCsv<Row extends RegisterRow>(register: Register<Row>, csv: string): ReadCsv {
  const errors: LineFault[] = []
  const [heading, ...lines] = recordsIn(csv, errors)
  if (!heading || errors.length > 0) return heading ? { named: [], rows: [], errors } : faulty('The file is empty')
  const columns = heading.record.map((name) => fieldOf(register, name))
  const fault = headingFault(register, heading.record, columns)
  if (fault !== null) return faulty(fault)
  if (lines.length > mostImported) return faulty(`A file may have at most ${mostImported.toLocaleString('en')} rows`)
  const read: ReadCsv = { named: columns.filter((field) => field !== undefined), rows: [], errors }
  const seen = new Map<unknown, number>()
  for (const line of lines) addLine(register, read, seen, line)
  errors.length = Math.min(errors.length, mostFaults)
  return read
}

/** Why nothing can be read under this heading; null: it can. */
function headingFault<Row extends RegisterRow>(
  { fields, defaults }: Register<Row>,
  heading: string[],
  columns: (string | undefined)[],
): string | null {
  const unknown = heading.filter((_, index) => columns[index] === undefined)
  if (unknown.length > 0) return `The heading names what there is not: ${unknown.join(', ').slice(0, 200)}`
  if (new Set(columns).size < columns.length) return 'The heading names a column twice'
  const absent = Object.keys(fields).filter((field) => !(field in defaults) && !columns.includes(field))
  return absent.length > 0 ? `The heading does not name ${absent.join(', ')}` : null
}

interface Line {
  record: string[]
  line: number
}

function recordsIn(csv: string, errors: LineFault[]): Line[] {
  try {
    const options = { bom: true, trim: true, info: true, skip_empty_lines: true, relax_column_count: true } as const
    const parsed = parse(csv, options) as unknown as { record: string[]; info: { lines: number } }[]
    return parsed.map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    errors.push({ line, column: null, message: plainFault(error.code) })
    return [{ record: [], line: 1 }]
  }
}

/** The library's own words quote the file. */
const plainFault = (code: string): string =>
  code === 'CSV_QUOTE_NOT_CLOSED' ? 'has a quote that is never closed' : 'has a quote where none may stand'

const faulty = (message: string): ReadCsv => ({ named: [], rows: [], errors: [{ line: 1, column: null, message }] })

/** `isInternal`, `is_internal` and `Is Internal` are one. */
function fieldOf<Row extends RegisterRow>({ fields }: Register<Row>, name: string): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '')
  return Object.keys(fields).find((field) => plain(field) === plain(name))
}

function addLine<Row extends RegisterRow>(
  { fields, shape, defaults, key }: Register<Row>,
  { named, rows, errors }: ReadCsv,
  seen: Map<unknown, number>,
  { record, line }: Line,
): void {
  if (errors.length >= mostFaults) return
  if (record.length !== named.length) {
    const message = `has ${record.length} fields, the heading ${named.length}`
    return void errors.push({ line, column: null, message })
  }
  const said = named.flatMap((field, index) => {
    const text = (record[index] ?? '').replace(quotedFormula, '')
    return text === '' ? [] : [[field, valueOf(fields[field], text)] as const]
  })
  const result = shape.safeParse({ ...defaults, ...Object.fromEntries(said) })
  if (!result.success) {
    for (const { path, message } of result.error.issues) {
      const column = path.length > 0 ? String(path[0]) : null
      const isAbsent = column !== null && !said.some(([field]) => field === column)
      errors.push({ line, column, message: isAbsent ? 'must not be empty' : message })
    }
    return
  }
  const earlier = seen.get(result.data[key])
  if (earlier !== undefined) return void errors.push({ line, column: key, message: `is on line ${earlier} already` })
  seen.set(result.data[key], line)
  rows.push(result.data)
}

function valueOf(type: FieldType | undefined, text: string): unknown {
  if (type === 'text[]') return text.split(separator).map((part) => part.trim()).filter(Boolean) // prettier-ignore
  if (type === 'boolean') return booleans.get(text.toLowerCase()) ?? text
  return text
}

const booleans = new Map<string, boolean>(
  [['true', true], ['yes', true], ['1', true], ['false', false], ['no', false], ['0', false]] as const, // prettier-ignore
)

/** A row as it is exported: {@link readCsv} reads it back as it was. */
export const csvRowOf = <Row extends RegisterRow>({ fields }: Register<Row>, row: Row): Record<string, string> =>
  Object.fromEntries(
    Object.keys(fields).map((field) => {
      const value = (row as Record<string, unknown>)[field] as string | string[] | boolean | null
      const text = Array.isArray(value) ? value.join(separator) : String(value ?? '')
      return [field, formula.test(text) ? `'${text}` : text]
    }),
  )
