import type { JsonObject } from '../../finding'
import { doubtOf, hashesIn, type Scalar } from './candidates'
import { visitLeaves } from './leaves'
import type { Field } from './meaning'
import type { Path } from './path'
import type { Stated } from './severity'

const lists = new Set<Field>(['tags', 'techniques', 'tactics', 'mailRecipients'])
const mostInList = 100

interface Best {
  value: unknown
  path: Path
  cost: number
}

/** The best value for each field of all that a payload holds. */
export class Gathered {
  readonly severities: Stated[] = []
  readonly scores: Stated[] = []
  private readonly best = new Map<Field, Best>()
  private readonly many = new Map<Field, Scalar[]>()

  constructor(item: JsonObject) {
    visitLeaves(item, (path, value, distance) => {
      for (const { field, rank } of path.meanings) this.consider(field, path, value, distance + costOf(rank, path))
    })
  }

  get(field: Field): unknown {
    return this.best.get(field)?.value
  }

  placeOf(field: Field): Path | undefined {
    return this.best.get(field)?.path
  }

  all(field: Field): Scalar[] | undefined {
    return this.many.get(field)
  }

  private consider(field: Field, path: Path, value: Scalar, cost: number): void {
    const known = this.best.get(field)
    const isList = lists.has(field)
    if (known && known.cost <= cost && !isList && field !== 'severity' && field !== 'score' && field !== 'hash') return
    const doubt = doubtOf(field, value, path)
    if (doubt === null) return
    if (field === 'severity') this.state(this.severities, path, value, cost)
    else if (field === 'score') this.state(this.scores, path, value, cost)
    else if (field === 'hash') for (const [kind, hash] of hashesIn(String(value))) this.keep(kind, path, hash, cost)
    else if (isList) this.add(field, value)
    else this.keep(field, path, value, cost + doubt)
  }

  private keep(field: Field, path: Path, value: unknown, cost: number): void {
    const known = this.best.get(field)
    if (!known || cost < known.cost) this.best.set(field, { value, path, cost })
  }

  private state(all: Stated[], path: Path, value: Scalar, cost: number): void {
    if (all.length < mostInList && typeof value !== 'boolean') all.push({ path, value, cost })
  }

  private add(field: Field, value: Scalar): void {
    const all = this.many.get(field)
    if (!all) this.many.set(field, [value])
    else if (all.length < mostInList) all.push(value)
  }
}

/** First how exact the name is, then how deep it stands; what comes first wins among equals. */
const costOf = (rank: number, { depth, names }: Path): number => rank * 100 + depth * 60 + names.length
