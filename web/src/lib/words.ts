/** Turns a word of the schema into one for people: IN_PROGRESS becomes "In progress". */
export function sentenceCase(word: string): string {
  const spaced = word.replaceAll('_', ' ').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** A camelCase field name as words: firstSeenAt becomes "First seen at". */
export function fieldWords(field: string): string {
  return sentenceCase(field.replace(/([a-z0-9])([A-Z])/g, '$1 $2'))
}

/** "1 alert", "2 alerts", "10,000 alerts". */
export function counted(count: number, noun: string): string {
  // Making the browser's formatter takes longer than most counts are worth.
  const shown = Math.abs(count) < 1_000 ? String(count) : count.toLocaleString('en')
  return `${shown} ${noun}${count === 1 ? '' : 's'}`
}

/** A history value as text: words of the schema stay as they are, other JSON is written out, nothing is a dash. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value !== 'string') return JSON.stringify(value)
  return /^[A-Z]+(_[A-Z]+)*$/.test(value) ? sentenceCase(value) : value
}

/** Bytes in the unit a person would use. */
export function byteSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kibibytes = bytes / 1024
  return kibibytes < 1024 ? `${kibibytes.toFixed(1)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`
}

/** Seconds to wait as "40 s" or "13 min 40 s". */
export function waitWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}
