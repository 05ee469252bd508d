import { parentOf } from './attack.id'
import { successorOf } from './attack.revoked'
import { enterpriseTactics, tacticById } from './attack.tactic'
import type { AttackTactic, AttackTechnique } from './attack.type'

/** A technique as the bundle has it; see migrations/202611280031-create-attack-techniques.ts. */
export interface TechniqueRow {
  id: string
  name: string
  /** Ids of tactics. */
  tactics: string[]
  revokedBy: string | null
  isDeprecated: boolean
  url: string | null
}

export type Bundle = ReadonlyMap<string, TechniqueRow>

/** ATT&CK revokes what took another's place, too: so many times at the most. */
export const mostSteps = 5

/** The id that stands for this one today: the bundle's word first, then the built-in list's. One that would lead round in a circle stands for itself. */
export function currentId(id: string, bundle: Bundle): string {
  const seen = new Set([id])
  let current = id
  for (let step = 0; step < mostSteps; step++) {
    const row = bundle.get(current)
    const next = row ? row.revokedBy : successorOf(current)
    if (next === null) return current
    if (seen.has(next)) return id
    seen.add((current = next))
  }
  return current
}

/** Ids to be read for these: what they may have become and what is above that, as far as it is known without reading. */
export const idsAround = (ids: Iterable<string>): string[] => {
  const all = new Set<string>()
  for (const id of ids)
    for (const one of [id, successorOf(id)]) {
      if (one === null) continue
      all.add(one)
      const parent = parentOf(one)
      if (parent !== null) all.add(parent)
    }
  return [...all]
}

/** What is said of a technique that was sent under this id. */
export function techniqueFor(id: string, bundle: Bundle): AttackTechnique {
  const current = currentId(id, bundle)
  const row = bundle.get(current)
  return {
    id,
    name: row ? nameOf(row, bundle) : (bundle.get(id)?.name ?? null),
    tactics: inMatrixOrder(row?.tactics ?? []).map(tacticFor),
    successorId: current === id ? null : current,
    isDeprecated: row?.isDeprecated ?? false,
    url: row?.url ?? `https://attack.mitre.org/techniques/${current.replace('.', '/')}/`,
  }
}

/** As ATT&CK's own pages are headed: the technique's name goes before the sub-technique's. */
function nameOf(row: TechniqueRow, bundle: Bundle): string {
  const parent = bundle.get(parentOf(row.id) ?? '')
  return parent ? `${parent.name}: ${row.name}` : row.name
}

export const tacticFor = (id: string): AttackTactic => ({ id, name: tacticById(id)?.name ?? null })

const places = new Map(enterpriseTactics.map(({ id }, place) => [id, place]))

const inMatrixOrder = (ids: string[]): string[] =>
  ids.toSorted((a, b) => (places.get(a) ?? 99) - (places.get(b) ?? 99) || (a < b ? -1 : 1))
