/** A value of a JSON text, with its place in it: numbers keep every digit, repeated keys and the order of keys stay. */
export interface JsonNode {
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'
  /** Its name or place in what holds it; null at the top. */
  key: string | number | null
  parent: JsonNode | null
  /** text.slice(start, end) is the value as it was sent. */
  start: number
  end: number
  /** Empty but for objects and arrays. */
  children: JsonNode[]
  /** A string decoded; the text of any other plain value as it was sent; empty for objects and arrays. */
  text: string
}

class NotJson extends Error {}

const DIGITS = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS = { true: 'boolean', false: 'boolean', null: 'null' } as const
const FIRST_PRINTABLE = 0x20

/**
 * Reads JSON text (RFC 8259) as JSON.parse would, but without rounding a number or dropping a key; null for text that is not JSON.
 * It keeps its own stack, so that no depth of nesting exhausts the browser's.
 */
export function readJson(text: string): JsonNode | null {
  try {
    return new Reader(text).whole()
  } catch (problem) {
    if (problem instanceof NotJson) return null
    throw problem
  }
}

/** The offset of the first character that JSON does not allow where it stands, at most that of the end; null for JSON. */
export function faultIn(text: string): number | null {
  const reader = new Reader(text)
  try {
    reader.whole()
    return null
  } catch (problem) {
    if (problem instanceof NotJson) return Math.min(reader.at, text.length)
    throw problem
  }
}

export const isContainer = ({ kind }: JsonNode): boolean => kind === 'object' || kind === 'array'

class Reader {
  /** How far it has read. */
  at = 0

  constructor(private readonly source: string) {}

  whole(): JsonNode {
    const root = this.value(null, null)
    const unfinished = isContainer(root) ? [root] : []
    for (let container = unfinished.at(-1); container; container = unfinished.at(-1)) {
      const child = this.nextIn(container)
      if (!child) {
        container.end = this.at
        unfinished.pop()
      } else if (isContainer(child)) unfinished.push(child)
    }
    this.space()
    if (this.at < this.source.length) throw new NotJson()
    return root
  }

  /** The next member or item, added to what holds it; null when that ends here. */
  private nextIn(container: JsonNode): JsonNode | null {
    this.space()
    const isObject = container.kind === 'object'
    if (this.skip(isObject ? '}' : ']')) return null
    if (container.children.length > 0) {
      this.expect(',')
      this.space()
    }
    const child = this.value(container, isObject ? this.name() : container.children.length)
    container.children.push(child)
    return child
  }

  private name(): string {
    if (this.source[this.at] !== '"') throw new NotJson()
    const name = this.string()
    this.space()
    this.expect(':')
    return name
  }

  /** A plain value whole; of an object or array only its beginning. */
  private value(parent: JsonNode | null, key: string | number | null): JsonNode {
    this.space()
    const start = this.at
    const first = this.source[start]
    const kind = first === '{' ? 'object' : first === '[' ? 'array' : first === '"' ? 'string' : this.plainKind()
    let text = ''
    if (kind === 'string') text = this.string()
    else if (kind === 'object' || kind === 'array') this.at += 1
    else text = this.plain(kind)
    return { kind, key, parent, start, end: this.at, children: [], text }
  }

  private plainKind(): 'number' | 'boolean' | 'null' {
    const word = this.word()
    return word ? WORDS[word] : 'number'
  }

  private word(): keyof typeof WORDS | undefined {
    return (Object.keys(WORDS) as (keyof typeof WORDS)[]).find((word) => this.source.startsWith(word, this.at))
  }

  private plain(kind: 'number' | 'boolean' | 'null'): string {
    DIGITS.lastIndex = this.at
    const text = kind === 'number' ? DIGITS.exec(this.source)?.[0] : this.word()
    if (!text) throw new NotJson()
    this.at += text.length
    return text
  }

  private string(): string {
    const start = this.at
    for (this.at += 1; this.source[this.at] !== '"'; this.at += 1) {
      const code = this.source.charCodeAt(this.at)
      // NaN beyond the end.
      if (!(code >= FIRST_PRINTABLE)) throw new NotJson()
      if (this.source[this.at] === '\\') this.at += 1
    }
    this.at += 1
    try {
      return JSON.parse(this.source.slice(start, this.at)) as string
    } catch {
      throw new NotJson()
    }
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.source[this.at] ?? '')) this.at += 1
  }

  private skip(sign: string): boolean {
    const isThere = this.source[this.at] === sign
    if (isThere) this.at += 1
    return isThere
  }

  private expect(sign: string): void {
    if (!this.skip(sign)) throw new NotJson()
  }
}
