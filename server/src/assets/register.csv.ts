import { CsvError, parse } from 'csv-parse'
import { Readable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
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

/** Characters of one line; its columns are bounded by that too. */
const longestLine = 65_536
/** So many lines are read before others have their turn. */
const linesAtOnce = 500

/** Reads a file for a register: every line is checked before any is stored. A large one takes seconds, in which others are served. */
export async function readCsv<Row extends RegisterRow>(register: Register<Row>, csv: string): Promise<ReadCsv> {
  const read: ReadCsv = { named: [], rows: [], errors: [] }
  const seen = new Map<unknown, number>()
  let count = 0
  try {
    for await (const line of linesIn(csv)) {
      if (count === 0) {
        const columns = line.record.map((name) => fieldOf(register, name))
        const fault = headingFault(register, line.record, columns)
        if (fault !== null) return faulty(fault)
        read.named = columns.filter((field) => field !== undefined)
      } else addLine(register, read, seen, line)
      if (count++ > mostImported) return faulty(`A file may have at most ${mostImported.toLocaleString('en')} rows`)
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return faulty(plainFault(error.code), typeof error.lines === 'number' ? error.lines : 1)
  }
  read.errors.length = Math.min(read.errors.length, mostFaults)
  return count === 0 ? faulty('The file is empty') : read
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

async function* linesIn(csv: string): AsyncGenerator<Line> {
  const options = { bom: true, trim: true, info: true, skip_empty_lines: true, relax_column_count: true }
  const parser = Readable.from([csv]).pipe(parse({ ...options, max_record_size: longestLine }))
  let count = 0
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield { record, line: info.lines }
    if (++count % linesAtOnce === 0) await breathe()
  }
}

/** The library's own words quote the file. */
const plainFaults: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_MAX_RECORD_SIZE: `is longer than ${longestLine.toLocaleString('en')} characters`,
}
const plainFault = (code: string): string => plainFaults[code] ?? 'has a quote where none may stand'

const faulty = (message: string, line = 1): ReadCsv => ({
  named: [],
  rows: [],
  errors: [{ line, column: null, message }],
})

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
