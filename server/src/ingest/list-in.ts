/** A list within a JSON text: what stands before its first element and after its last, and the exact text of each. */
export interface ListText {
  before: string
  after: string
  elements: string[]
}

/** Finds the list at these keys of a valid JSON text; null when the text has none there. Of a key that is written twice, the last counts, as in JSON.parse. */
export function listIn(text: string, keys: string[]): ListText | null {
  const scan = new Scan(text)
  let at = scan.skip(0)
  for (const key of keys) {
    const inner = scan.member(at, key)
    if (inner === null) return null
    at = inner
  }
  if (text[at] !== '[') return null
  const spans = scan.elements(at)
  const [first, last] = [spans[0], spans.at(-1)]
  if (!first || !last) return null
  return {
    before: text.slice(0, first.start),
    after: text.slice(last.end),
    elements: spans.map(({ start, end }) => text.slice(start, end)),
  }
}

interface Span {
  start: number
  end: number
}

/** Walks over a JSON text that is known to be valid. */
class Scan {
  constructor(private readonly text: string) {}

  /** The next place that is no white space. */
  skip(at: number): number {
    while (' \t\n\r'.includes(this.text[at] ?? 'x')) at++
    return at
  }

  /** Where the value of an object's key begins; null when there is no such object or key. */
  member(start: number, key: string): number | null {
    if (this.text[start] !== '{') return null
    let found: number | null = null
    let at = this.skip(start + 1)
    while (at < this.text.length && this.text[at] !== '}') {
      const nameEnd = this.end(at)
      const value = this.skip(this.skip(nameEnd) + 1) // behind the colon
      if (this.isKey(at, nameEnd, key)) found = value
      at = this.skip(this.end(value))
      if (this.text[at] === ',') at = this.skip(at + 1)
    }
    return found
  }

  elements(start: number): Span[] {
    const spans: Span[] = []
    let at = this.skip(start + 1)
    while (at < this.text.length && this.text[at] !== ']') {
      const end = this.end(at)
      spans.push({ start: at, end })
      at = this.skip(end)
      if (this.text[at] === ',') at = this.skip(at + 1)
    }
    return spans
  }

  private isKey(start: number, end: number, key: string): boolean {
    const written = this.text.slice(start, end)
    return written === `"${key}"` || (written.includes('\\') && JSON.parse(written) === key)
  }

  /** Where the value that begins here ends. */
  private end(start: number): number {
    const first = this.text[start]
    if (first === '"') return this.endOfString(start)
    if (first !== '{' && first !== '[') {
      let at = start
      while (at < this.text.length && !',]} \t\n\r'.includes(this.text[at] ?? '')) at++
      return at
    }
    let depth = 0
    for (let at = start; at < this.text.length; at++) {
      const character = this.text[at]
      if (character === '"') at = this.endOfString(at) - 1
      else if (character === '{' || character === '[') depth++
      else if ((character === '}' || character === ']') && --depth === 0) return at + 1
    }
    return this.text.length
  }

  private endOfString(start: number): number {
    let at = start + 1
    while (at < this.text.length && this.text[at] !== '"') at += this.text[at] === '\\' ? 2 : 1
    return Math.min(at + 1, this.text.length)
  }
}
