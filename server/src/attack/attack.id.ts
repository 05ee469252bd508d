import { enterpriseTactics, industrialTactics } from './attack.tactic'

/** Enterprise and mobile ids begin with T1, those of industrial control systems with T08 and T09. */
const technique = /(?<![a-z0-9])t(1\d{3}|0[89]\d{2})(?:[./](\d{3})(?!\d))?(?![a-z0-9])/i
const tactic = /(?<![a-z0-9])ta(\d{4})(?![a-z0-9])/i

/**
 * The first technique id in a text, as ATT&CK writes it: "Brute Force (T1110)", "attack.t1059.001" and
 * ".../techniques/T1059/001" hold one. An id is checked by its form alone: which ones exist changes twice a year.
 */
export function techniqueOf(text: string): string | null {
  const [found, main, sub] = technique.exec(text) ?? []
  return found === undefined ? null : `T${main}${sub === undefined ? '' : `.${sub}`}`
}

/** The technique of which this one is a part: null for one that stands for itself. */
export const parentOf = (id: string): string | null => /^(T\d{4})\.\d{3}$/.exec(id)?.[1] ?? null

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '')

/** What products write besides the names of today. */
const otherNames: [string, string][] = [
  ['Defense Evasion', 'TA0005'],
  ['Defence Evasion', 'TA0005'],
  ['Defence Impairment', 'TA0112'],
  ['Impair Defenses', 'TA0112'],
  ['Command & Control', 'TA0011'],
  ['C2', 'TA0011'],
]

const idByName = new Map([
  ...[...industrialTactics, ...enterpriseTactics].map(({ id, name }): [string, string] => [lettersOf(name), id]),
  ...otherNames.map(([name, id]): [string, string] => [lettersOf(name), id]),
])

/** Sigma and others set these before the name: "attack.credential_access". */
const prefix = /^(?:mitre[\W_]*)?(?:att(?:&|&amp;)?a?ck|mitre)[\W_]+/i

/** A tactic's id from "TA0006", "Credential Access", "credential-access", "CredentialAccess" and their like; else null. */
export function tacticOf(text: string): string | null {
  const digits = tactic.exec(text)?.[1]
  if (digits !== undefined) return `TA${digits}`
  return idByName.get(lettersOf(text)) ?? idByName.get(lettersOf(text.trim().replace(prefix, ''))) ?? null
}
