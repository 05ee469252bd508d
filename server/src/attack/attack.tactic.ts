/** A goal of an adversary in MITRE ATT&CK: the columns of its matrix. */
export interface Tactic {
  id: string
  name: string
  /** As in the STIX bundle's kill chain phases. */
  shortName: string
}

const tactic = (id: string, name: string): Tactic => ({ id, name, shortName: name.toLowerCase().replaceAll(' ', '-') })

/**
 * The enterprise matrix in its own order, as of version 19: "Defense Evasion" was split in 2026, and its id went on as
 * "Stealth". The names before that are read as well, see attack.id.ts.
 */
export const enterpriseTactics: readonly Tactic[] = [
  tactic('TA0043', 'Reconnaissance'),
  tactic('TA0042', 'Resource Development'),
  tactic('TA0001', 'Initial Access'),
  tactic('TA0002', 'Execution'),
  tactic('TA0003', 'Persistence'),
  tactic('TA0004', 'Privilege Escalation'),
  tactic('TA0005', 'Stealth'),
  tactic('TA0112', 'Defense Impairment'),
  tactic('TA0006', 'Credential Access'),
  tactic('TA0007', 'Discovery'),
  tactic('TA0008', 'Lateral Movement'),
  tactic('TA0009', 'Collection'),
  tactic('TA0011', 'Command and Control'),
  tactic('TA0010', 'Exfiltration'),
  tactic('TA0040', 'Impact'),
]

/** The two that only industrial control systems know: every other name there is one of the enterprise's too. */
export const industrialTactics: readonly Tactic[] = [
  tactic('TA0106', 'Impair Process Control'),
  tactic('TA0107', 'Inhibit Response Function'),
]

const byId = new Map([...enterpriseTactics, ...industrialTactics].map((one) => [one.id, one]))

/** Null for an id that is well-formed, but of no tactic that is known here. */
export const tacticById = (id: string): Tactic | null => byId.get(id) ?? null
