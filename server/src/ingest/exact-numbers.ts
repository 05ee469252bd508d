const longNumber = /\d{16}/
/** A whole number where a value may stand; `y`: exactly where we are. */
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * A JSON text with every whole number beyond 2^53 written as a text, so that parsing it keeps all digits of ids. Most texts have none and come
 * back as they are.
 */
export function withExactNumbers(text: string): string {
  if (!longNumber.test(text)) return text
  let exact = ''
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === minus || (code >= zero && code <= nine)) {
      number.lastIndex = at
      const [token = '-'] = number.exec(text) ?? []
      const end = at + token.length
      if (/^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token))) {
        exact += `${text.slice(copied, at)}"${token}"`
        copied = end
      }
      at = end - 1
    }
  }
  return exact + text.slice(copied)
}

const [quote, backslash, minus, zero, nine] = [0x22, 0x5c, 0x2d, 0x30, 0x39]

/** Index of the closing quote; of the text's last character when there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at
  }
  return text.length - 1
}
