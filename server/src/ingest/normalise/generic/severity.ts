import { Severity } from '../../../scoring/severity'
import { numberOf, onScale, severityOfWord, type Scale } from '../../reading/severity'
import type { Path } from './path'

const { UNKNOWN, INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL, FATAL } = Severity

/** A value that may state how bad it is; the cheaper, the nearer to the usual name. */
export interface Stated {
  path: Path
  value: unknown
  cost: number
}

export interface Rating {
  severity: Severity
  vendorSeverity: unknown
  vendorScore: number | undefined
}

interface Judged {
  severity: Severity
  score?: number
}

const unclear: Judged = { severity: UNKNOWN }
/** A number needs a guess at its scale; a word as near does not. */
const guess = 150

/** How bad it is, from all that a payload states. UNKNOWN where the scale of a number is anyone's guess: better than a wrong one. */
export function ratingOf(stated: Stated[], scores: Stated[]): Rating {
  const judged = stated.map((one) => {
    const isNumber = numberOf(one.value) !== null
    return { ...one, ...(isNumber ? byNumber(one) : byWord(one)), cost: one.cost + (isNumber ? guess : 0) }
  })
  const clear = cheapest(judged.filter(({ severity }) => severity !== UNKNOWN))
  const score = cheapest(
    scores.map((one) => ({ ...one, ...byScore(one) })).filter(({ severity }) => severity !== UNKNOWN),
  )
  const chosen = clear ?? cheapest(judged)
  return {
    severity: clear?.severity ?? score?.severity ?? UNKNOWN,
    vendorSeverity: chosen?.value ?? score?.value,
    vendorScore: score?.score ?? clear?.score ?? judged.find((one) => one.score !== undefined)?.score,
  }
}

const cheapest = <T extends { cost: number }>(all: T[]): T | undefined =>
  all.reduce<T | undefined>((best, one) => (best && best.cost <= one.cost ? best : one), undefined)

const ranks: Record<string, Severity> = {
  highest: CRITICAL, lowest: INFORMATIONAL, 'very high': CRITICAL, 'very low': INFORMATIONAL, serious: HIGH, p1: CRITICAL, p2: HIGH, p3: MEDIUM, p4: LOW,
  p5: INFORMATIONAL, sev0: CRITICAL, sev1: HIGH, sev2: MEDIUM, sev3: LOW, sev4: INFORMATIONAL,
} // prettier-ignore

function byWord({ path, value }: Stated): Judged {
  if (typeof value !== 'string' || value.length > 48) return unclear
  const name = path.names.at(-1) ?? ''
  const text = value.toLowerCase().replace(/[_-]+/g, ' ').trim()
  if (name === 'priority' && text === 'normal') return unclear // neither high nor low: said of how fast, not of how bad
  const severity = Object.hasOwn(ranks, text.replace(/^sev ?/, 'sev'))
    ? ranks[text.replace(/^sev ?/, 'sev')]
    : severityOfWord(text)
  const isTrust = name.startsWith('confidence') && !/^(malicious|suspicious)$/.test(text) // sure is not bad
  if (isTrust) return unclear
  return { severity: severity !== undefined && severity !== UNKNOWN ? severity : amongWords(text) }
}

/** `1 - Critical`, `SEVERITY_HIGH`, `High (8.1)`: one such word among a few, and no `not` before it. */
function amongWords(text: string): Severity {
  const words = text.split(/[^\p{L}]+/u).filter(Boolean)
  if (words.length > 3 || words.includes('not') || words.includes('non')) return UNKNOWN
  if (words.includes('very')) return UNKNOWN
  const found = new Set(words.map(severityOfWord).filter((one) => one !== UNKNOWN))
  return found.size === 1 ? ([...found][0] ?? UNKNOWN) : UNKNOWN
}

/** CVSS' own steps, GuardDuty's and CEF's, which differ little. */
const outOfTen: Scale = [[0.1, LOW], [4, MEDIUM], [7, HIGH], [9, CRITICAL]] // prettier-ignore
const outOfHundred: Scale = [[0, INFORMATIONAL], [20, LOW], [40, MEDIUM], [70, HIGH], [90, CRITICAL]] // prettier-ignore
const outOfFifteen: Scale = [[0, LOW], [7, MEDIUM], [12, HIGH], [15, CRITICAL]] // prettier-ignore
/** RFC 5424: 0 is the worst. */
const syslog: Scale = [[0, FATAL], [1, CRITICAL], [3, HIGH], [4, MEDIUM], [5, LOW], [6, INFORMATIONAL]] // prettier-ignore
const worstIsOne: Scale = [[1, HIGH], [2, MEDIUM], [3, LOW], [4, INFORMATIONAL]] // prettier-ignore
const ocsf: Scale = [[1, INFORMATIONAL], [2, LOW], [3, MEDIUM], [4, HIGH], [5, CRITICAL], [6, FATAL]] // prettier-ignore

const between = (number: number, least: number, most: number): boolean => number >= least && number <= most
const judge = (number: number, scale: Scale, most?: number): Judged => ({
  severity: onScale(number, scale) ?? UNKNOWN,
  score: most === undefined ? undefined : Math.round((number / most) * 100),
})

function byNumber({ path, value }: Stated): Judged {
  const number = numberOf(value) ?? NaN
  const [name = '', parent = ''] = [path.names.at(-1), path.names.at(-2)]
  const isWhole = Number.isInteger(number)
  if (/syslog/.test(path.names.slice(-3).join('')))
    return isWhole && between(number, 0, 7) ? judge(number, syslog) : unclear
  if (name === 'rulelevel' || (name === 'level' && parent === 'rule'))
    return isWhole && between(number, 0, 15) ? judge(number, outOfFifteen, 15) : unclear
  if (name === 'level' || name === 'loglevel' || /priority|urgency|importance|criticality|impact|risk$/.test(name))
    return unclear
  if (name === 'severityid') return isWhole && between(number, 1, 6) ? judge(number, ocsf) : unclear
  if (name === 'threatlevelid') return isWhole && between(number, 1, 3) ? judge(number, worstIsOne) : unclear
  if (parent === 'cef' || parent === 'leef' || name === 'magnitude')
    return isWhole && between(number, 0, 10) ? judge(Math.max(number, 1), outOfTen, 10) : unclear
  if (name === 'severity' && parent === 'alert' && isWhole && between(number, 1, 4)) return judge(number, worstIsOne)
  const isOutOfTen = between(number, 0.1, 10) && (!isWhole || number > 6 || parent === 'detail')
  if (isOutOfTen) return judge(number, outOfTen, 10)
  return between(number, 11, 100) ? judge(number, outOfHundred, 100) : unclear
}

function byScore({ path, value }: Stated): Judged {
  const number = numberOf(value)
  if (number === null) return unclear
  const name = path.names.slice(-2).join('')
  if (name.includes('cvss') || name.endsWith('basescore'))
    return between(number, 0.1, 10) ? judge(number, outOfTen, 10) : unclear
  return between(number, 11, 100) ? judge(number, outOfHundred, 100) : unclear
}
