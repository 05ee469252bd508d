/** A piece of text, or one character that cannot be seen and is therefore named. */
export interface TextPiece {
  text: string
  /** Such as "U+202E right-to-left override"; undefined for plain text. */
  mark?: string
}

const names: Record<number, string> = {
  0x00: 'null',
  0x08: 'backspace',
  0x0d: 'carriage return',
  0x1b: 'escape',
  0x7f: 'delete',
  0xad: 'soft hyphen',
  0x61c: 'Arabic letter mark',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'end of direction',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'end of isolate',
  0xfeff: 'byte order mark',
}

/**
 * Control, format and filler characters, and halves of surrogate pairs: what hides or turns around text (Unicode TR 36, "Trojan Source").
 * Tabs and line ends are text. So is a joiner inside an emoji.
 */
const unseen =
  /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0](?<!(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic}))/gu

/** Splits untrusted text so that nothing in it is invisible and nothing turns the order of its letters around. */
export function visiblePieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(unseen)) {
    const isLineEnd = found === '\r' && text[index + 1] === '\n'
    if (isLineEnd) continue
    if (index > from) pieces.push({ text: text.slice(from, index) })
    pieces.push({ text: found, mark: markOf(found) })
    from = index + found.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

/** The same where only plain text may stand, such as in a tooltip or the name of a tab: "invoice[U+202E]gpj.exe". */
export function visibleText(text: string): string {
  return visiblePieces(text)
    .map(({ text: plain, mark }) => (mark ? `[${mark.split(' ')[0]}]` : plain))
    .join('')
}

function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  return names[code] ? `${hex} ${names[code]}` : hex
}
