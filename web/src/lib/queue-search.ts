import { fieldOfParam, fieldSpec, isPossible, queueFields, type QueueField } from './queue-fields'
import { included, narrowed, type Mode, type Queue } from './queue-query'

/** One piece of what is typed: `host:web-1`, `-tag:test`, `host:"web 1"`, or a plain word. */
export interface SearchToken {
  text: string
  start: number
  end: number
  field: QueueField | null
  mode: Mode
  value: string
}

/** Cuts typed text into its pieces. What looks like a condition on an unknown field is a plain word: `http://x` must stay findable. */
export function searchTokens(text: string): SearchToken[] {
  return [...text.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map((match) => {
    const [said] = match
    const [, minus, name, rest] = /^(-?)([a-z]+):([\s\S]*)$/i.exec(said) ?? []
    const field = (name && fieldOfParam(name.toLowerCase())) || null
    const value = field ? meant(field, unquoted(rest ?? '')) : unquoted(said)
    return {
      text: said,
      start: match.index,
      end: match.index + said.length,
      field,
      mode: minus ? 'not' : 'only',
      value,
    }
  })
}

/** The queue that typed text asks for: its conditions are added to those there are, its words replace the words looked for. */
export function withSearch(queue: Queue, text: string): Queue {
  const words: string[] = []
  const next = searchTokens(text).reduce((result, { text: said, field, mode, value }) => {
    if (field && isPossible(field, value)) {
      return mode === 'not' ? narrowed(result, field, value, mode) : included(result, field, value)
    }
    words.push(field ? said : value)
    return result
  }, queue)
  return { ...next, text: words.join(' ') }
}

/** What could be meant by the piece under the caret: names of fields, or values of the field that is named. */
export interface SearchHint {
  /** What choosing it makes of the piece. */
  text: string
  label: string
}

const MOST_HINTS = 8

export function fieldHints(piece: SearchToken | undefined): SearchHint[] {
  if (!piece || piece.field || !piece.value) return []
  const typed = piece.text.replace(/^-/, '').toLowerCase()
  const sign = piece.text.startsWith('-') ? '-' : ''
  return queueFields
    .map((field) => fieldSpec(field))
    .filter(({ param, label }) => typed !== '' && (param.startsWith(typed) || label.toLowerCase().startsWith(typed)))
    .map(({ param, label }) => ({ text: `${sign}${param}:`, label }))
    .slice(0, MOST_HINTS)
}

export function valueHints(
  piece: SearchToken | undefined,
  known: readonly { value: string; label: string }[],
): SearchHint[] {
  if (!piece?.field) return []
  const { param } = fieldSpec(piece.field)
  const typed = piece.value.toLowerCase()
  return known
    .filter(({ value, label }) => value.toLowerCase().includes(typed) || label.toLowerCase().includes(typed))
    .map(({ value, label }) => ({ text: `${piece.mode === 'not' ? '-' : ''}${param}:${quoted(value)}`, label }))
    .slice(0, MOST_HINTS)
}

/** The piece that ends at, or holds, the caret. */
export const pieceAt = (text: string, caret: number): SearchToken | undefined =>
  searchTokens(text).find(({ start, end }) => start < caret && caret <= end)

/** The text with one piece replaced. A finished condition is followed by a space. */
export function completed(text: string, piece: SearchToken, hint: SearchHint): string {
  return `${text.slice(0, piece.start)}${hint.text}${hint.text.endsWith(':') ? '' : ' '}${text.slice(piece.end).trimStart()}`
}

const unquoted = (text: string): string => text.replaceAll('"', '')
const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value)

/** Words of the schema may be typed as people write them: `severity:high`, `status:"in progress"`. */
function meant(field: QueueField, value: string): string {
  if (!fieldSpec(field).choices) return value
  return value
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_')
}
