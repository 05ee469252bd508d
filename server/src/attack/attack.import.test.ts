import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ends } from '../../test/ends'
import { aMember, testPlatform } from '../../test/harness'
import type { Platform } from '../platform/context'
import { statementCount } from '../platform/database'
import { BundleFault, readBundle } from './attack.bundle'
import { importAttack } from './attack.import'
import { attackOf } from './attack.loader'

let platform: Platform
let close: () => Promise<void>
let folder: string
beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  folder = await mkdtemp(join(tmpdir(), 'tocsin-attack-'))
})
afterAll(async () => {
  await platform.database.asLogin((db) => db.query('DELETE FROM attack_technique'))
  await close()
  await rm(folder, { recursive: true })
})

const technique = (id: string, name: string, more: object = {}) => ({
  type: 'attack-pattern',
  id: `attack-pattern--${id}`,
  name,
  external_references: [
    {
      source_name: 'mitre-attack',
      external_id: id,
      url: `https://attack.mitre.org/techniques/${id.replace('.', '/')}`,
    },
    { source_name: 'a paper' },
  ],
  ...more,
})
const phases = (...names: string[]) => ({
  kill_chain_phases: names.map((phase_name) => ({ kill_chain_name: 'mitre-attack', phase_name })),
})
const revokedBy = (from: string, to: string) => ({
  ...{ type: 'relationship', id: `relationship--${from}`, relationship_type: 'revoked-by' },
  ...{ source_ref: `attack-pattern--${from}`, target_ref: `attack-pattern--${to}` },
})

/** Small, of our own, in the shape of the official one. */
const objects = [
  { type: 'x-mitre-collection', id: 'x-mitre-collection--1', name: 'Enterprise ATT&CK', x_mitre_version: '19.0' },
  { type: 'identity', id: 'identity--1', name: 'not looked at' },
  {
    ...{ type: 'x-mitre-tactic', id: 'x-mitre-tactic--1', name: 'Stealth', x_mitre_shortname: 'stealth' },
    external_references: [{ source_name: 'mitre-attack', external_id: 'TA0005' }],
  },
  technique('T1059', 'Command and Scripting Interpreter', phases('execution')),
  technique('T1059.001', 'PowerShell', phases('stealth', 'execution')),
  technique('T1086', 'PowerShell', { revoked: true }),
  technique('T1100', 'Web Shell', { revoked: true }),
  technique('T1505.003', 'Web Shell', { revoked: true }),
  technique('T1700', 'Shell of the Future', phases('persistence', 'no-tactic')),
  technique('T1064', 'Scripting', { x_mitre_deprecated: true }),
  technique('T1999', 'Lost', { revoked: true }),
  ...[revokedBy('T1086', 'T1059.001'), revokedBy('T1100', 'T1505.003'), revokedBy('T1505.003', 'T1700')],
]
const bundle = (some: object[] = objects) => JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: some })

async function fileWith(text: string): Promise<string> {
  const path = join(folder, 'enterprise-attack.json')
  await writeFile(path, text)
  return path
}

describe('a bundle', () => {
  it('gives techniques with their tactics, and what revoked ones became in the end', () => {
    const { techniques, version } = readBundle(bundle())
    expect(version).toBe('19.0')
    const rows = new Map(techniques.map((row) => [row.id, row]))
    expect(rows.get('T1059.001')).toEqual({
      ...{ id: 'T1059.001', name: 'PowerShell', tactics: ['TA0005', 'TA0002'], revokedBy: null, isDeprecated: false },
      url: 'https://attack.mitre.org/techniques/T1059/001',
    })
    expect(['T1086', 'T1100', 'T1505.003'].map((id) => rows.get(id)?.revokedBy)).toEqual([
      'T1059.001',
      'T1700',
      'T1700',
    ])
    expect(['T1064', 'T1999'].map((id) => rows.get(id)?.isDeprecated)).toEqual([true, true])
    expect(rows.get('T1700')?.tactics).toEqual(['TA0003'])
  })

  it('ends where revocations go in a circle', () => {
    const some = [
      ...[technique('T1001', 'One', { revoked: true }), technique('T1002', 'Two', { revoked: true })],
      ...[revokedBy('T1001', 'T1002'), revokedBy('T1002', 'T1001')],
    ]
    expect(readBundle(bundle(some)).techniques).toHaveLength(2)
  })

  it('does not run away where everything was revoked by the next', () => {
    const chain = Array.from({ length: 50_000 }, (_, n) => revokedBy(String(n), String(n + 1)))
    expect(ends(() => readBundle(bundle([...objects, ...chain])))).toBe(true)
  }, 60_000)

  it('takes no address but one of a page', () => {
    const wrong = technique('T1001', 'One', {
      external_references: [{ source_name: 'mitre-attack', external_id: 'T1001', url: 'javascript:alert(1)' }],
    })
    expect(readBundle(bundle([wrong])).techniques[0]?.url).toBeNull()
  })

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['something else', '[]', 'is not a STIX bundle'],
    ['a bundle without techniques', bundle([]), 'holds no technique'],
    ['a faulty object', bundle([{ type: 'attack-pattern', id: 7 }]), 'object 1 (attack-pattern): id'],
  ])('that is %s is refused in plain words', (_, text, words) => {
    expect(() => readBundle(text)).toThrow(BundleFault)
    expect(() => readBundle(text)).toThrow(words)
  })
})

const seen = async (...ids: string[]) => attackOf(await aMember(platform), ids)

it('leaves ids bare without a bundle, but for what is known of revoked ones', async () => {
  expect(await seen('T1059.001', 'T1086')).toEqual([
    {
      ...{ id: 'T1059.001', name: null, tactics: [], successorId: null, isDeprecated: false },
      url: 'https://attack.mitre.org/techniques/T1059/001/',
    },
    expect.objectContaining({
      ...{ id: 'T1086', name: null, successorId: 'T1059.001', url: 'https://attack.mitre.org/techniques/T1059/001/' },
    }),
  ])
})

it('names techniques once imported, in two statements however many are asked for', async () => {
  const done = await importAttack(platform.database, await fileWith(bundle()))
  expect(done).toEqual({ version: '19.0', techniques: 2, subTechniques: 1, revoked: 3, deprecated: 2 })
  const ctx = await aMember(platform)
  const counted = { statements: [] as string[] }
  const ids = ['T1059.001', 'T1086', 'T1100', 'T1064', 'T1234']
  const all = await statementCount.run(counted, () => attackOf(ctx, ids))
  expect(counted.statements.filter((sql) => sql.includes('attack_technique')).length).toBeLessThanOrEqual(2)
  const name = 'Command and Scripting Interpreter: PowerShell'
  const tactics = [
    { id: 'TA0002', name: 'Execution' },
    { id: 'TA0005', name: 'Stealth' },
  ]
  expect(all).toMatchObject([
    { id: 'T1059.001', name, tactics, successorId: null },
    { id: 'T1086', name, tactics, successorId: 'T1059.001' },
    { id: 'T1100', name: 'Shell of the Future', successorId: 'T1700' },
    { id: 'T1064', name: 'Scripting', successorId: null, isDeprecated: true },
    { id: 'T1234', name: null, tactics: [], successorId: null },
  ])
})

it('replaces what was imported before, and keeps it when the next is none', async () => {
  await importAttack(platform.database, await fileWith(bundle([technique('T1110', 'Brute Force')])))
  expect(await seen('T1110', 'T1059')).toMatchObject([{ name: 'Brute Force' }, { name: null }])
  await expect(importAttack(platform.database, await fileWith('{'))).rejects.toThrow('is not JSON')
  await expect(importAttack(platform.database, join(folder, 'none.json'))).rejects.toThrow('cannot be read (ENOENT)')
  expect(await seen('T1110')).toMatchObject([{ name: 'Brute Force' }])
})

it('follows revocations from one to the next, and ends where they go in a circle', async () => {
  const chain = [
    ['T1150', 'Plist Modification', 'T1547.011'],
    ['T1547.011', 'Plist Modification', 'T1647'],
    ['T1647', 'Plist File Modification', null],
    ...[1, 2, 3].map((step) => [`T120${step}`, `Round ${step}`, `T120${(step % 3) + 1}`]),
  ]
  await platform.database.asLogin(async (db) => {
    await db.query('DELETE FROM attack_technique')
    for (const row of chain) {
      await db.query('INSERT INTO attack_technique (id, name, revoked_by) VALUES ($1, $2, $3)', row)
    }
  })
  expect(await seen('T1150', 'T1547.011', 'T1201')).toMatchObject([
    { name: 'Plist File Modification', successorId: 'T1647' },
    { name: 'Plist File Modification', successorId: 'T1647' },
    { name: 'Round 1', successorId: null },
  ])
})

it('lets no role of the server write there', async () => {
  const { tenant } = await aMember(platform)
  const write = platform.database.transaction({ tenantId: tenant.id }, (db) =>
    db.execute("INSERT INTO attack_technique (id, name) VALUES ('T1111', 'x')"),
  )
  await expect(write).rejects.toMatchObject({ code: '42501' })
})
