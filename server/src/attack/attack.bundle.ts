import { z } from 'zod'
import { tacticOf, techniqueOf } from './attack.id'
import type { TechniqueRow } from './attack.technique'

/** Why a file is not the bundle that is wanted, in words for the operator. */
export class BundleFault extends Error {}

/** The parts of a STIX 2.0 or 2.1 object that matter here (OASIS STIX 2.1, and ATT&CK's own USAGE document). */
const stixObject = z.looseObject({
  type: z.string(),
  id: z.string(),
  name: z.string().optional(),
  revoked: z.boolean().optional(),
  x_mitre_deprecated: z.boolean().optional(),
  x_mitre_shortname: z.string().optional(),
  x_mitre_version: z.string().optional(),
  external_references: z
    .array(z.looseObject({ source_name: z.string(), external_id: z.string().optional(), url: z.string().optional() }))
    .optional(),
  kill_chain_phases: z.array(z.looseObject({ phase_name: z.string() })).optional(),
  relationship_type: z.string().optional(),
  source_ref: z.string().optional(),
  target_ref: z.string().optional(),
})
type StixObject = z.output<typeof stixObject>

const wanted = new Set(['attack-pattern', 'x-mitre-tactic', 'x-mitre-collection', 'relationship'])
const outline = z.object({ type: z.literal('bundle'), objects: z.array(z.looseObject({ type: z.string() })) })

export interface ReadBundle {
  techniques: TechniqueRow[]
  /** Of ATT&CK, as the bundle says: 19.0; null when it does not. */
  version: string | null
}

/** Bounds of our own columns: what the official bundle holds is far below. */
const [longestName, longestUrl, mostTechniques] = [300, 500, 20_000]

/** Techniques of a bundle that ATT&CK publishes. Pure. @throws BundleFault saying what is wrong with it */
export function readBundle(text: string): ReadBundle {
  const objects = objectsOf(text)
  const tactics = tacticsByPhase(objects)
  const successors = successorsOf(objects)
  const rows = new Map<string, TechniqueRow>()
  for (const object of objects) {
    const row = object.type === 'attack-pattern' ? rowOf(object, { tactics, successors }) : null
    if (!row) continue
    if (!rows.has(row.id) || !object.revoked) rows.set(row.id, row) // what stands goes before what was revoked under the same id
  }
  if (rows.size === 0) throw new BundleFault('holds no technique of ATT&CK: is it enterprise-attack.json?')
  if (rows.size > mostTechniques) throw new BundleFault(`holds more than ${mostTechniques} techniques`)
  const collection = objects.find(({ type }) => type === 'x-mitre-collection')
  return { techniques: [...rows.values()], version: collection?.x_mitre_version?.slice(0, 20) ?? null }
}

function objectsOf(text: string): StixObject[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new BundleFault('is not JSON')
  }
  const bundle = outline.safeParse(json)
  if (!bundle.success) throw new BundleFault('is not a STIX bundle')
  return bundle.data.objects.flatMap((object, index) => {
    if (!wanted.has(object.type)) return []
    const read = stixObject.safeParse(object)
    if (read.success) return [read.data]
    const [issue] = read.error.issues
    throw new BundleFault(`object ${index + 1} (${object.type}): ${issue?.path.join('.')}: ${issue?.message}`)
  })
}

const attackReference = ({ external_references: references = [] }: StixObject) =>
  references.find(({ source_name: name }) => name === 'mitre-attack')

/** Ids of tactics by the names that techniques call them. */
const tacticsByPhase = (objects: StixObject[]): Map<string, string> =>
  new Map(
    objects.flatMap((object) => {
      const id = object.type === 'x-mitre-tactic' ? tacticOf(attackReference(object)?.external_id ?? '') : null
      return id !== null && object.x_mitre_shortname !== undefined ? [[object.x_mitre_shortname, id] as const] : []
    }),
  )

/** Longest way from what was revoked to what stands for it today; ATT&CK's own have two steps. */
const mostSteps = 100

/** Technique ids by the STIX id of what they replace: through to the last, for what took another's place may be revoked in turn. */
function successorsOf(objects: StixObject[]): Map<string, string> {
  const next = new Map(
    objects.flatMap(({ type, relationship_type: kind, source_ref: from, target_ref: to }) =>
      type === 'relationship' && kind === 'revoked-by' && from !== undefined && to !== undefined ? [[from, to]] : [],
    ),
  )
  const ids = new Map(objects.map((object) => [object.id, techniqueOf(attackReference(object)?.external_id ?? '')]))
  const found = new Map<string, string>()
  for (const start of next.keys()) {
    const seen = new Set<string>()
    let last = start
    for (let to = next.get(last); to !== undefined && !seen.has(to) && seen.size < mostSteps; to = next.get(last))
      seen.add((last = to))
    const id = ids.get(last)
    if (id != null) found.set(start, id)
  }
  return found
}

interface Around {
  tactics: Map<string, string>
  successors: Map<string, string>
}

function rowOf(object: StixObject, { tactics, successors }: Around): TechniqueRow | null {
  const reference = attackReference(object)
  const id = techniqueOf(reference?.external_id ?? '')
  if (id === null || object.name === undefined) return null
  const phases = (object.kill_chain_phases ?? []).map(({ phase_name: phase }) => tactics.get(phase) ?? tacticOf(phase))
  const successor = object.revoked ? (successors.get(object.id) ?? null) : null
  return {
    id,
    name: object.name.slice(0, longestName),
    tactics: [...new Set(phases.filter((one) => one !== null))],
    revokedBy: successor === id ? null : successor,
    isDeprecated: object.x_mitre_deprecated === true || (object.revoked === true && successor === null),
    url: urlOf(reference?.url),
  }
}

/** A page that a screen may link to. */
const urlOf = (url: string | undefined): string | null =>
  url !== undefined && url.length <= longestUrl && /^https:\/\/[^\s"'<>]+$/.test(url) ? url : null
