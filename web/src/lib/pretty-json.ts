/**
 * Indents JSON text without changing what it says, or gives null for text that is not JSON: re-writing it in a browser rounds integers
 * beyond 2^53 and drops repeated keys, so the indented form is made from the tokens of the text itself.
 */
export function indentJson(text: string): string | null {
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  let depth = 0
  const newline = () => `\n${'  '.repeat(depth)}`
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []
  return tokens.reduce((out, token, at) => {
    const isEmptied = (token === '}' || token === ']') && /[{[]$/.test(tokens[at - 1] ?? '')
    if (token === '{' || token === '[') {
      depth += 1
      return out + token + (/^[}\]]/.test(tokens[at + 1] ?? '') ? '' : newline())
    }
    if (token === '}' || token === ']') {
      depth -= 1
      return out + (isEmptied ? '' : newline()) + token
    }
    if (token === ',') return `${out},${newline()}`
    return out + (token === ':' ? ': ' : token)
  }, '')
}
