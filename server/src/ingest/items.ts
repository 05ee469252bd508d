/** Where a JSON text's items stand: the whole text, or each element of an array, exactly as written. */
export interface ItemScan {
  /** Deepest nesting of arrays and objects. */
  depth: number
  isArray: boolean
  /** Exact text of each element of an outermost array, without the white space around it. */
  elements: string[]
}

/**
 * Cuts a JSON text into the elements of its outermost array without parsing it, because a parsed and re-written element is not what was sent
 * (order, big integers, escapes, duplicate keys). The text must be valid JSON for `elements` to mean anything; `depth` holds for any text.
 *
 * @param maxDepth the scan stops beyond it: the caller refuses the text anyway.
 */
export function scanItems(text: string, maxDepth: number): ItemScan {
  const scan: ItemScan = { depth: 0, isArray: /^\s*\[/.test(text), elements: [] }
  let depth = 0
  let start = -1
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === openBracket || code === openBrace) {
      depth++
      if (depth > scan.depth) scan.depth = depth
      if (depth > maxDepth) return scan
      if (depth === 1) start = at + 1
    } else if (code === closeBracket || code === closeBrace) {
      depth--
      if (depth === 0 && scan.isArray) addElement(scan, text.slice(start, at), true)
    } else if (code === comma && depth === 1 && scan.isArray) {
      addElement(scan, text.slice(start, at), false)
      start = at + 1
    }
  }
  return scan
}

const [quote, comma, backslash] = [0x22, 0x2c, 0x5c]
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d]

function addElement(scan: ItemScan, text: string, isLast: boolean): void {
  const element = text.trim() // not a pattern: on a long run of spaces inside a string that would take quadratic time
  if (element !== '' || !isLast) scan.elements.push(element)
}

/** Index of the closing quote; of the text's end when there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end, start)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, quoteAt: number, start: number): boolean {
  let slashes = 0
  while (quoteAt - 1 - slashes > start && text.charCodeAt(quoteAt - 1 - slashes) === backslash) slashes++
  return slashes % 2 === 1
}
