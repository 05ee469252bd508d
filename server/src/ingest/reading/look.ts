import type { JsonObject } from '../finding'

/** Looks into one item. Paths are written `rule.mitre.id`; a whole number picks from a list, `*` stands for each of its elements. */
export interface Look {
  /** The value or list at the first of these places that says something; undefined when none does. Objects are for `within`. */
  (...paths: string[]): unknown
  /** All that a place with `*` holds, in order; at most 1,000. A list at its end is taken apart. */
  all(...paths: string[]): unknown[]
  /** Whether the key is there at all, whatever it holds. */
  has(path: string): boolean
  /** The same within an object that stands there; everything in it is undefined when none does. */
  within(...paths: string[]): Look
}

const most = 1_000
const splitPaths = new Map<string, Step[]>()

/** One key of a path, and the path from it on: a key may hold the dots itself, since some products write flat. */
interface Step {
  key: string
  rest: string
}

/** Paths are written in code and in people's rules, never taken from a payload; the memory of them is bounded all the same. */
function stepsOf(path: string): Step[] {
  let steps = splitPaths.get(path)
  if (steps) return steps
  if (splitPaths.size > 10_000) splitPaths.clear()
  const keys = path.split('.')
  steps = keys.map((key, at) => ({ key, rest: keys.slice(at).join('.') }))
  splitPaths.set(path, steps)
  return steps
}

export function lookInto(item: JsonObject): Look {
  const look = ((...paths) => firstSaid(item, paths)) as Look
  look.all = (...paths) => paths.flatMap((path) => allAt(item, path).flatMap(firstOf)).slice(0, most)
  look.has = (path) => stepsInto(item, path) !== undefined
  look.within = (...paths) => {
    for (const path of paths) {
      const inner = stepsInto(item, path)
      if (isObject(inner)) return lookInto(inner)
    }
    return lookInto({})
  }
  return look
}

function firstSaid(item: JsonObject, paths: string[]): unknown {
  for (const path of paths) {
    const value = path.includes('*') ? allAt(item, path).find(says) : stepsInto(item, path)
    if (says(value) && !isObject(value)) return value
  }
  return undefined
}

/** Words that products write where they have nothing to say, in lower case. */
const placeholders = new Set([
  ...['', '-', '--', '?', 'n/a', 'na', 'null', '(null)', 'none', 'nil', 'undefined', 'unknown', '<unknown>', '<na>'],
  ...['not available', 'not applicable', '0.0.0.0', '::', '00000000-0000-0000-0000-000000000000'],
])

export const isPlaceholder = (text: string): boolean => text.length <= 36 && placeholders.has(text.trim().toLowerCase())

/** Neither nothing nor a placeholder. 0 and false say something. */
export function says(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return !isPlaceholder(value)
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || Object.keys(value).length > 0
}

function stepsInto(item: JsonObject, path: string): unknown {
  let value: unknown = item
  for (const { key, rest } of stepsOf(path)) {
    if (typeof value !== 'object' || value === null) return undefined
    const flat = own(value as JsonObject, rest)
    if (flat !== undefined || rest === key) return flat
    value = own(value as JsonObject, key)
  }
  return value
}

/** Own keys only: a payload may not reach what every object inherits. Most keys are not there, which a plain look tells fastest. */
function own(object: JsonObject, key: string): unknown {
  const value = object[key]
  return value !== undefined && Object.hasOwn(object, key) ? value : undefined
}

function allAt(item: JsonObject, path: string): unknown[] {
  let values: unknown[] = [item]
  if (Object.hasOwn(item, path)) return [item[path]]
  for (const { key } of stepsOf(path)) {
    const next: unknown[] = []
    for (const value of values) {
      if (typeof value !== 'object' || value === null) continue
      if (key === '*') next.push(...((Array.isArray(value) ? value : Object.values(value)) as unknown[]).slice(0, most))
      else if (Object.hasOwn(value, key)) next.push((value as JsonObject)[key])
    }
    values = next.slice(0, most)
  }
  return values.filter((value) => value !== undefined && value !== null)
}

/** A list may hold as many elements as fit into a delivery, and many places are looked for in it. */
const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, most) : value)

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
