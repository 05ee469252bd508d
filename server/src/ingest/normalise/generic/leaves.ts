import { isJsonObject } from '../../finding'
import { openedText } from '../../reading/lines'
import { rootPath, stepInto, type Path } from './path'

/** Takes one text, number or truth of a payload, with its place. `distance` grows with what had to be opened to find it. */
export type Visit = (path: Path, value: string | number | boolean, distance: number) => void

const [mostLeaves, deepest, mostOpened] = [2_000, 24, 20]

/** Shows every leaf of a payload once, in order; at most 2,000 of them. Lists count as the key that they stand under. */
export function visitLeaves(item: Record<string, unknown>, visit: Visit): void {
  new Walk(visit).object(rootPath(), item, 0, 0)
}

class Walk {
  private leaves = 0
  private opened = 0

  constructor(private readonly visit: Visit) {}

  object(path: Path, object: Record<string, unknown>, depth: number, distance: number): void {
    const named = nameIn(object)
    if (named !== null) this.value(stepInto(path, named), object.value ?? object.Value, depth + 1, distance)
    for (const key in object) {
      if (this.leaves >= mostLeaves) return
      if (named === null || (key !== 'value' && key !== 'Value'))
        this.value(stepInto(path, key), object[key], depth + 1, distance)
    }
  }

  private value(path: Path, value: unknown, depth: number, distance: number): void {
    if (this.leaves >= mostLeaves || depth > deepest) return
    if (typeof value === 'string') this.text(path, value, depth, distance)
    else if (typeof value === 'number' || typeof value === 'boolean') this.leaf(path, value, distance)
    else if (Array.isArray(value)) for (const one of value) this.value(path, one, depth + 1, distance)
    else if (isJsonObject(value)) this.object(path, value, depth, distance)
  }

  private text(path: Path, text: string, depth: number, distance: number): void {
    const found = text.length >= 12 && this.opened < mostOpened && mayHoldMore(text, path) ? openedText(text) : null
    if (found === null || found.form === 'lines' || found.form === 'syslog') this.leaf(path, text, distance)
    if (found === null) return
    this.opened++
    const inner =
      found.form === 'cef' || found.form === 'leef'
        ? stepInto(rootPath(), found.form)
        : found.form === 'json'
          ? path
          : stepInto(rootPath(), 'message')
    this.value(
      inner,
      found.value,
      depth + 1,
      distance + (found.form === 'json' ? 20 : found.form === 'lines' ? 160 : 40),
    )
  }

  private leaf(path: Path, value: string | number | boolean, distance: number): void {
    this.leaves++
    if (path.meanings.length > 0) this.visit(path, value, distance)
    if (typeof value === 'string' && path.names.at(-1) === 'pattern') this.pattern(path, value, distance)
  }

  /** A STIX pattern, `[url:value = 'http://…']`: what it compares stands where it says. */
  private pattern(path: Path, text: string, distance: number): void {
    for (const [, type = '', property = '', value = ''] of text
      .slice(0, 2_000)
      .matchAll(/(?<![a-z0-9-])([a-z0-9-]+):([\w.'"-]+)\s*=\s*'([^']{1,2000})'/g)) {
      const name = property.startsWith('hashes')
        ? property.slice(7)
        : type
            .replace(/^(domain)-name$/, '$1')
            .replace(/^ipv[46]-addr$/, 'ip')
            .replace(/^email-addr$/, 'sender')
      this.visit(stepInto(rootPath(), name), value, distance)
    }
  }
}

const nameKeys = ['key', 'Key', 'name', 'Name', 'field', 'label', 'title', 'type'] as const

/** What an object that is one pair is the value of: `{"name": "hostname", "value": "srv-1"}`. */
function nameIn(object: Record<string, unknown>): string | null {
  const value = object.value ?? object.Value
  if (value === undefined || value === null || isJsonObject(value)) return null
  for (const key of nameKeys) {
    const name = object[key]
    if (typeof name === 'string' && name.length > 0 && name.length <= 60) return name
  }
  return null
}

const texts =
  /^(message|msg|raw|rawlog|rawevent|rawmessage|log|fulllog|original|eventoriginal|text|payload|body|rawdata|event|data|syslog|line|output)$/

/** JSON anywhere; other forms only where a whole log line stands. */
function mayHoldMore(text: string, path: Path): boolean {
  const first = text.charCodeAt(0)
  return first === 0x7b || first === 0x5b || texts.test(path.names.at(-1) ?? '')
}
