import { meaningsOf, type Meaning } from './meaning'
import { isWrapper } from './context'

/** A place in payloads: the names of the keys that lead there, lists left out, each in lower case and without what divides words. */
export interface Path {
  names: readonly string[]
  /** How many of the keys around it say something of their own: a wrapper such as `data` does not. */
  depth: number
  /** What a value that stands there means. */
  meanings: readonly Meaning[]
  readonly inner: Map<string, Path>
}

/** Products write the same keys again and again, so each place is thought about once. The memory of them is bounded: a payload may hold any key. */
const most = 20_000
const longestKey = 120
let known = 0
let root: Path = newRoot()

function newRoot(): Path {
  known = 0
  return { names: [], depth: 0, meanings: [], inner: new Map() }
}

/** Where a payload begins. */
export function rootPath(): Path {
  if (known > most) root = newRoot()
  return root
}

/** The place that a key leads to. A key may hold a whole path itself: `kibana.alert.rule.name`, `aws/guardduty/service`. */
export function stepInto(path: Path, key: string): Path {
  const seen = path.inner.get(key)
  if (seen) return seen
  const names = [...path.names, ...namesIn(key.slice(0, longestKey))].slice(-12)
  const depth = names.slice(0, -1).filter((name) => !isWrapper(name)).length
  const made: Path = { names, depth, meanings: meaningsOf(names), inner: new Map() }
  if (key.length <= longestKey && known++ <= most) path.inner.set(key, made)
  return made
}

const namesIn = (key: string): string[] => {
  if (key === '_source') return ['hit'] // a search engine's envelope, not where something comes from
  const parts = /\s/.test(key) ? [key] : key.split(/[./]|::/)
  const names = parts
    .map((part) =>
      part
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '')
        .replace(/^alarm/, 'alert'),
    )
    .filter((name) => name !== '')
  return names.length > 0 ? names : ['']
}
