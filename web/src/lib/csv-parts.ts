/** Some of a file's rows under its heading: a file of its own, small enough for one request. */
export interface CsvPart {
  csv: string
  rows: number
  /** What a line's number in the part lacks to its number in the whole file. */
  linesBefore: number
}

export interface CutCsv {
  parts: CsvPart[]
  /** A row that no request can carry, by its first line in the file: most likely a quote in it is never closed. */
  tooLong: number | null
}

/** A request may have 2 MiB, of which the words around the file take a little. */
const partBytes = 1_900_000
const partRows = 50_000

/**
 * Cuts a file at the borders of rows, for a server that takes so much at once. A border is an end of line outside of quotes (RFC 4180), as
 * the heading has it. Pure.
 */
export function cutCsv(csv: string, { bytes, rows }: { bytes: number; rows: number } = defaults): CutCsv {
  const [heading, ...lines] = rowsOf(csv)
  if (!heading) return { parts: [{ csv, rows: 0, linesBefore: 0 }], tooLong: null }
  const head = csv.slice(0, heading.end)
  const parts: CsvPart[] = []
  let [start, firstLine, count, size] = [heading.end, heading.lines, 0, heading.bytes]
  let line = heading.lines
  const close = (end: number) => {
    parts.push({ csv: head + csv.slice(start, end), rows: count, linesBefore: firstLine - heading.lines })
    ;[start, firstLine, count, size] = [end, line, 0, heading.bytes]
  }
  let end = heading.end
  for (const row of lines) {
    if (heading.bytes + row.bytes > bytes) return { parts: [], tooLong: line + 1 }
    if (count > 0 && (size + row.bytes > bytes || count === rows)) close(end)
    count++
    size += row.bytes
    line += row.lines
    end = row.end
  }
  close(csv.length)
  return { parts, tooLong: null }
}

const defaults = { bytes: partBytes, rows: partRows }

interface Row {
  end: number
  lines: number
  bytes: number
}

/** Rows with the ends of line behind them; the first has the empty lines before it too, so that it is the heading. */
function rowsOf(csv: string): Row[] {
  const rows: Row[] = []
  let border: string | null = null
  let isQuoted = false
  let row: Row = { end: 0, lines: 0, bytes: 0 }
  let isBlank = true
  const close = (end: number) => {
    rows.push({ ...row, end })
    row = { end, lines: 0, bytes: 0 }
  }
  for (let at = 0; at < csv.length; at++) {
    const char = csv.charCodeAt(at)
    row.bytes += bytesInJson(char)
    if (char === quote) isQuoted = !isQuoted
    const isBreak = char === lineFeed || (char === carriageReturn && csv.charCodeAt(at + 1) !== lineFeed)
    if (isBreak) row.lines++
    else if (isBlank && !/\s/.test(csv.charAt(at))) isBlank = false
    if (!isBreak || isQuoted || isBlank) continue
    border ??= csv.slice(csv.charCodeAt(at - 1) === carriageReturn && char === lineFeed ? at - 1 : at, at + 1)
    if (csv.endsWith(border, at + 1)) close(at + 1)
  }
  if (row.end < csv.length && !isBlank) close(csv.length)
  return rows
}

const [quote, backslash, lineFeed, carriageReturn] = [34, 92, 10, 13] as const

/** Bytes of one UTF-16 unit in UTF-8 inside a JSON text; half of a pair stands for half of its four bytes. */
function bytesInJson(char: number): number {
  if (char === quote || char === backslash) return 2
  if (char < 0x20) return char >= 8 && char <= 13 && char !== 11 ? 2 : 6
  if (char < 0x80) return 1
  if (char < 0x800) return 2
  return char >= 0xd800 && char <= 0xdfff ? 2 : 3
}
