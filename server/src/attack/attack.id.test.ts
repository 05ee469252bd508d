import fc from 'fast-check'
import { parentOf, tacticOf, techniqueOf } from './attack.id'
import { revokedIds, successorOf } from './attack.revoked'
import { enterpriseTactics, industrialTactics, tacticById } from './attack.tactic'

it.each([
  ['T1110', 'T1110'],
  ['Brute Force (T1110)', 'T1110'],
  ['T1059.001 - PowerShell', 'T1059.001'],
  ['attack.t1059.001', 'T1059.001'],
  ['https://attack.mitre.org/techniques/T1059/001/', 'T1059.001'],
  ['mitre_t1110_brute_force', 'T1110'],
  ['T0817', 'T0817'],
  ['T1059.12', 'T1059'],
])('finds the technique in %s', (text, id) => {
  expect(techniqueOf(text)).toBe(id)
})

it.each(['', 'Brute Force', 'T110', 'T11100', 'T2110', 'T0001', 'XT1110', 'T1110a', 'TA0006', 'CVE-2021-1110'])(
  'finds no technique in "%s"',
  (text) => {
    expect(techniqueOf(text)).toBeNull()
  },
)

it('knows the technique above a sub-technique', () => {
  expect([parentOf('T1059.001'), parentOf('T1059')]).toEqual(['T1059', null])
})

it.each(['TA0006', 'ta0006', 'Credential Access', 'credential-access', 'CredentialAccess', 'CREDENTIAL_ACCESS'])(
  'reads %s as credential access',
  (text) => {
    expect(tacticOf(text)).toBe('TA0006')
  },
)

it.each([
  ['attack.credential_access', 'TA0006'],
  ['MITRE ATT&CK: Lateral Movement', 'TA0008'],
  ['Credential Access (TA0006)', 'TA0006'],
  ['Defense Evasion', 'TA0005'],
  ['DefenceEvasion', 'TA0005'],
  ['stealth', 'TA0005'],
  ['defense-impairment', 'TA0112'],
  ['Command & Control', 'TA0011'],
  ['c2', 'TA0011'],
  ['ImpairProcessControl', 'TA0106'],
  ['TA0027', 'TA0027'],
])('reads the tactic %s as %s', (text, id) => {
  expect(tacticOf(text)).toBe(id)
})

it.each(['', 'access', 'attack', 'TA006', 'Malware', 'constructor', 'TA00061'])('reads no tactic from "%s"', (text) => {
  expect(tacticOf(text)).toBeNull()
})

it('reads every tactic back from its id, name and short name', () => {
  for (const { id, name, shortName } of [...enterpriseTactics, ...industrialTactics]) {
    expect([id, name, shortName].map(tacticOf)).toEqual([id, id, id])
    expect(tacticById(id)?.name).toBe(name)
  }
  expect(new Set(enterpriseTactics.map(({ id }) => id)).size).toBe(15)
})

it('takes any text without a throw, and gives nothing but well-formed ids', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(techniqueOf(text) ?? 'T1000').toMatch(/^T\d{4}(\.\d{3})?$/)
      expect(tacticOf(text) ?? 'TA0001').toMatch(/^TA\d{4}$/)
    }),
  )
})

it('maps revoked ids onto one that is not itself on the list', () => {
  expect(['T1086', 'T1150', 'T1059', 'T1064'].map(successorOf)).toEqual(['T1059.001', 'T1647', null, null])
  expect(revokedIds().length).toBe(127)
  for (const id of revokedIds()) {
    const now = successorOf(id) ?? ''
    expect(techniqueOf(now)).toBe(now)
    expect(successorOf(now)).toBeNull()
  }
})
