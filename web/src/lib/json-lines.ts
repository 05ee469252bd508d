/** Where a person finds a character: the first line and the first column are 1. */
export interface Place {
  line: number
  column: number
}

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

const PARTS = /"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g
const INDENT = '  '

/** JSON text with one value to a line. Only the space between values changes: numbers, repeated keys and their order stay. */
export function inLines(json: string): string {
  const lines: string[] = []
  let line = ''
  let depth = 0
  const end = () => {
    lines.push(line)
    line = INDENT.repeat(depth)
  }
  let before = ''
  for (const [part] of json.matchAll(PARTS)) {
    if (part === '}' || part === ']') {
      depth -= 1
      if (before !== '{' && before !== '[') end()
    } else if (before === '{' || before === '[' || before === ',') end()
    line += part === ':' ? ': ' : part
    if (part === '{' || part === '[') depth += 1
    before = part
  }
  return [...lines, line].join('\n')
}
