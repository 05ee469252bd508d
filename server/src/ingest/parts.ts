import { createHash, type Hash } from 'node:crypto'
import { AppError } from '../platform/errors'
import { Gathered, joined } from './gathered'
import type { Hold } from './held-bytes'
import type { Item } from './item'
import { readLine } from './read-items'

/** A part of an NDJSON body: a delivery of its own. */
export interface Part {
  /** Counts from 0. */
  number: number
  /** For {@link itemsOf}. */
  lines: Line[]
  /** Its lines without the blank ones, however they ended: the same body gives the same parts, whatever the pieces it arrived in. */
  body: Buffer
}

export interface PartLimits {
  lines: number
  /** Of one part, and so of one line. */
  bytes: number
  parts: number
}

export const partLimits: PartLimits = { lines: 500, bytes: 1_048_576, parts: 2_000 }

/**
 * Cuts a body into parts at its line ends while it arrives. No more than one part and one line are held. Blank lines are skipped, a carriage
 * return before the line end is left out, and a line that is longer than a part may be is rejected by itself.
 *
 * @param hold counts what is held; a part's own bytes (`body`) are the caller's to drop.
 * @throws BAD_USER_INPUT when no line holds anything; PAYLOAD_TOO_LARGE beyond the largest number of parts.
 */
export async function* partsOf(pieces: Pieces, hold: Hold, limits = partLimits): AsyncGenerator<Part> {
  let part = new PartBuilder(0)
  for await (const lines of linesOf(pieces, hold, limits.bytes)) {
    for (const line of lines) {
      if (isBlank(line.bytes)) continue
      if (!part.hasRoom(line.bytes.length, limits)) {
        yield part.build()
        part = new PartBuilder(part.number + 1)
        if (part.number >= limits.parts)
          throw new AppError('PAYLOAD_TOO_LARGE', `Send at most ${limits.parts * limits.lines} lines at once`)
      }
      hold.add(line.bytes.length + 1)
      part.add(line)
    }
  }
  if (part.isEmpty) throw new AppError('BAD_USER_INPUT', 'The body holds no line')
  yield part.build()
}

/** Reads a part's lines. An item weighs several times its text: not before there is room for it. */
export const itemsOf = ({ lines }: Part): Item[] =>
  lines.map(({ bytes, isTooLong }) => (isTooLong ? { text: '', rejected: 'is too long' } : readLine(bytes)))

type Pieces = AsyncIterable<Buffer> | Iterable<Buffer>

interface Line {
  bytes: Buffer
  isTooLong: boolean
}

const lineEnd = Buffer.from('\n')

class PartBuilder {
  private readonly lines: Line[] = []
  private readonly text = new Gathered()

  constructor(readonly number: number) {}

  get isEmpty(): boolean {
    return this.lines.length === 0
  }

  hasRoom(bytes: number, limits: PartLimits): boolean {
    return this.isEmpty || (this.lines.length < limits.lines && this.text.size + bytes + 1 <= limits.bytes)
  }

  add(line: Line): void {
    this.lines.push(line)
    this.text.add(line.bytes)
    this.text.add(lineEnd)
  }

  build(): Part {
    return { number: this.number, lines: this.lines, body: joined(this.text.take()) }
  }
}

/** The lines of each piece, to be taken before the next: a promise for each line would cost more than reading it. */
async function* linesOf(pieces: Pieces, hold: Hold, longest: number): AsyncGenerator<Iterable<Line>> {
  const line = new LineBuilder(hold, longest)
  for await (const piece of pieces) yield linesIn(piece, line, longest)
  if (!line.isEmpty) yield [line.build()]
}

/** @param line the one that is begun */
function* linesIn(piece: Buffer, line: LineBuilder, longest: number): Generator<Line> {
  let start = line.isEmpty ? behindBlankLines(piece, 0, longest) : 0
  for (let end = piece.indexOf(0x0a, start); end !== -1; end = piece.indexOf(0x0a, start)) {
    line.add(piece.subarray(start, end))
    yield line.build()
    start = behindBlankLines(piece, end + 1, longest)
  }
  if (start < piece.length) line.add(piece.subarray(start))
}

/** Of a line that is too long only a hash is kept, which tells it from others. */
class LineBuilder {
  private readonly gathered = new Gathered()
  private hash: Hash | null = null
  private held = 0

  constructor(
    private readonly hold: Hold,
    private readonly longest: number,
  ) {}

  get isEmpty(): boolean {
    return this.gathered.size === 0 && !this.hash
  }

  add(bytes: Buffer): void {
    if (this.hash) return void this.hash.update(bytes)
    this.hold.add(bytes.length)
    this.held += bytes.length
    this.gathered.add(bytes)
    if (this.gathered.size <= this.longest) return
    this.hash = createHash('sha256')
    for (const piece of this.gathered.take()) this.hash.update(piece)
  }

  /** What was added, and nothing is begun any more. */
  build(): Line {
    this.hold.drop(this.held)
    this.held = 0
    const { hash } = this
    this.hash = null
    if (hash) return { bytes: hash.digest(), isTooLong: true }
    return { bytes: withoutReturn(joined(this.gathered.take())), isTooLong: false }
  }
}

const withoutReturn = (line: Buffer): Buffer => (line.at(-1) === 0x0d ? line.subarray(0, -1) : line)

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d

const isBlank = (line: Buffer): boolean => line.every(isSpace)

/**
 * Where the first line begins that holds anything, or is too long. All blank ones are one step: 64 MiB of line ends fit in 64 kB of gzip, and
 * a step each would take a minute.
 */
function behindBlankLines(piece: Buffer, start: number, longest: number): number {
  let begin = start
  for (let at = start; at < piece.length && at - begin <= longest; at++) {
    if (piece[at] === 0x0a) begin = at + 1
    else if (!isSpace(piece[at])) break
  }
  return begin
}
