/** A moment as the browser's datetime-local field has it, in the person's own zone, to the minute; '' for none. */
export function toLocalField(at: string | null | undefined): string {
  if (!at) return ''
  const moment = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}

/** The moment that such a field says; null for an empty or half-filled one. */
export function fromLocalField(text: string): string | null {
  // A browser gives all of it or nothing; Date.parse would make a moment of half of it.
  const moment = /^\d{4,}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(moment) ? null : new Date(moment).toISOString()
}
