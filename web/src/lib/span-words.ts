import { counted } from './words'

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A day is said in hours until there are two of them: "24 hours" is any such span, "a day" might be a date. */
const DAYS_FROM = 2 * 86_400

/** Seconds as a person would say them, in the two largest units: "24 hours", "7 days", "1 hour 30 minutes", "under a second". */
export function spanWords(seconds: number): string {
  if (seconds < 1) return seconds > 0 ? 'under a second' : '0 seconds'
  const given = Math.round(seconds)
  const first = UNITS.findIndex(([unit, size]) => given >= (unit === 'day' ? DAYS_FROM : size))
  const [unit, size] = UNITS[first] ?? ['second', 1]
  const [smallUnit, smallSize] = UNITS[first + 1] ?? [null, 1]
  const rounded = Math.round(given / smallSize) * smallSize
  const rest = (rounded % size) / smallSize
  const whole = counted(Math.floor(rounded / size), unit)
  return smallUnit && rest > 0 ? `${whole} ${counted(rest, smallUnit)}` : whole
}

const COUNTED = [
  { unit: 'days', seconds: 86_400 },
  { unit: 'hours', seconds: 3_600 },
  { unit: 'minutes', seconds: 60 },
  { unit: 'seconds', seconds: 1 },
] as const

export type SpanUnit = (typeof COUNTED)[number]['unit']

/** A span in the largest unit of which it is a whole number, as a form takes it. */
export function spanInUnits(seconds: number): { count: number; unit: SpanUnit } {
  const { unit, seconds: size } = COUNTED.find((one) => seconds % one.seconds === 0) ?? COUNTED[3]
  return { count: seconds / size, unit }
}

export const secondsOf = (count: number, unit: SpanUnit): number =>
  Math.round(count * (COUNTED.find((one) => one.unit === unit)?.seconds ?? 1))
