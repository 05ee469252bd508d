import { isContainer, type JsonNode } from './lossless-json'

/** One line of the tree. */
export interface JsonRow {
  node: JsonNode
  depth: number
}

/** Strings longer than this are shown cut until they are opened. */
export const LONG_TEXT = 300

export const canOpen = (node: JsonNode): boolean =>
  isContainer(node) ? node.children.length > 0 : node.kind === 'string' && node.text.length > LONG_TEXT

/** The lines that are visible when these nodes are open, from the top. The root has no line of its own when it holds others. */
export function visibleRows(root: JsonNode, open: ReadonlySet<JsonNode>): JsonRow[] {
  if (root.children.length === 0) return [{ node: root, depth: 0 }]
  const rows: JsonRow[] = []
  const waiting: JsonRow[] = below(root, 0)
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    rows.push(row)
    // One by one: an argument list has an end that a long array may pass.
    if (open.has(row.node)) for (const child of below(row.node, row.depth + 1)) waiting.push(child)
  }
  return rows
}

/** Children as lines, the first last: they are taken from the end. */
const below = (node: JsonNode, depth: number): JsonRow[] =>
  node.children.map((child) => ({ node: child, depth })).reverse()

/** What is open at first: level by level, as long as it stays a page of lines. */
export function openAtFirst(root: JsonNode, mostRows = 60): Set<JsonNode> {
  const open = new Set<JsonNode>()
  let rows = root.children.length
  let level = root.children
  while (level.length > 0) {
    const containers = level.filter((node) => isContainer(node) && node.children.length > 0)
    const next = containers.flatMap(({ children }) => children)
    if (next.length === 0 || rows + next.length > mostRows) return open
    containers.forEach((node) => open.add(node))
    rows += next.length
    level = next
  }
  return open
}

/** Everything that holds the node, nearest first. */
export function ancestorsOf(node: JsonNode): JsonNode[] {
  const ancestors: JsonNode[] = []
  for (let holder = node.parent; holder; holder = holder.parent) ancestors.push(holder)
  return ancestors
}

/** As a JSONPath (RFC 9535): $.rule.groups[0]['event.id'] */
export function pathOf(node: JsonNode): string {
  const steps = [node, ...ancestorsOf(node)].reverse().flatMap(({ key }) => (key === null ? [] : [stepOf(key)]))
  return `$${steps.join('')}`
}

function stepOf(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  if (/^[A-Za-z_]\w*$/.test(key)) return `.${key}`
  return `['${JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`
}

/** What one copies of a value: a string's own text, anything else as it was sent. */
export const valueOf = (node: JsonNode, source: string): string =>
  node.kind === 'string' ? node.text : source.slice(node.start, node.end)

/** The nodes whose name or plain value holds the words, in the order of the text. Letter case does not matter. */
export function findIn(root: JsonNode, words: string, most = 1_000): JsonNode[] {
  const wanted = words.toLowerCase()
  const found: JsonNode[] = []
  if (wanted === '') return found
  const waiting = [root]
  for (let node = waiting.pop(); node && found.length < most; node = waiting.pop()) {
    const isNamed = typeof node.key === 'string' && node.key.toLowerCase().includes(wanted)
    if (isNamed || node.text.toLowerCase().includes(wanted)) found.push(node)
    for (let at = node.children.length - 1; at >= 0; at -= 1) waiting.push(node.children[at] as JsonNode)
  }
  return found
}
