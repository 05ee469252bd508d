import { badInput } from '../platform/errors'
import { foldCase } from '../platform/filter/fold-case'
import { anyOf, checkText, isGiven, type Params } from '../platform/filter/rule'
import type { StringFilter } from '../platform/filter/string-filter'
import { observableOf } from './observable.canonical'
import { observableId } from './observable.id'
import { isObservableType, observableTypes, type ObservableType, type ObservableValue } from './observable.type'
import { refang } from './refang'

/** What is asked of observables. `eq` and `in` name values, which have ids; `contains` and `startsWith` are parts of them. */
export interface ObservableQuestion {
  type?: string | null
  value: StringFilter
}

/** Returns the number of values. @throws BAD_USER_INPUT */
export function checkObservableFilter({ type, value }: ObservableQuestion, path: string): number {
  if (isGiven(type) && !isObservableType(type))
    throw badInput(`${path}.type`, `must be of ${observableTypes.join(', ')}`)
  const values = [value.eq, value.contains, value.startsWith, ...(value.in ?? [])].filter(isGiven)
  for (const one of values) checkText(one, `${path}.value`)
  return values.length
}

/** Ids of the values that `eq` and `in` name, of every type unless one is given; null when neither is. */
export function equalIds(tenantId: string, { type, value }: ObservableQuestion): string[] | null {
  const { eq, in: among } = value
  if (!isGiven(eq) && !isGiven(among)) return null
  const types = typesOf(type)
  const named = isGiven(among) ? idsOf(tenantId, types, among) : null
  const one = isGiven(eq) ? idsOf(tenantId, types, [eq]) : null
  return one && named ? one.filter((id) => named.includes(id)) : (one ?? named)
}

const typesOf = (type: string | null | undefined): ObservableType[] =>
  isGiven(type) ? [type].filter(isObservableType) : observableTypes

const idsOf = (tenantId: string, types: ObservableType[], texts: string[]): string[] => [
  ...new Set(
    texts.flatMap((text) =>
      types.flatMap((type) => meantBy(type, text).map((observable) => observableId(tenantId, observable))),
    ),
  ),
]

/** What somebody may look for with a text: what it says as it stands, and refanged. */
const meantBy = (type: ObservableType, text: string): ObservableValue[] =>
  [...new Set([text, refang(text)])].flatMap((spelling) => observableOf(type, spelling) ?? [])

/** Conditions of `contains` and `startsWith` on the table `o`. A part is understood as it stands or refanged. */
export function partConditions({ contains, startsWith }: StringFilter, params: Params): string[] {
  const one = (text: string, sql: (place: string) => string) =>
    anyOf(spellingsOf(text).map((spelling) => sql(params.add(spelling, 'text'))))
  return [
    ...(isGiven(contains) ? [one(contains, (place) => `strpos(fold_case(o.value), ${place}) > 0`)] : []),
    ...(isGiven(startsWith) ? [one(startsWith, (place) => `starts_with(fold_case(o.value), ${place})`)] : []),
  ]
}

const spellingsOf = (text: string): string[] => [...new Set([foldCase(text), foldCase(refang(text))])]

/** The same in memory, for one observable; `isNull` is the caller's to ask. */
export function matchesObservable({ type, value: asked }: ObservableQuestion, one: ObservableValue): boolean {
  if (isGiven(type) && String(one.type) !== type) return false
  const folded = foldCase(one.value)
  const { eq, in: among, contains, startsWith } = asked
  return (
    (!isGiven(eq) || meantIn(asked, 'eq', one.type).has(folded)) &&
    (!isGiven(among) || meantIn(asked, 'in', one.type).has(folded)) &&
    (!isGiven(contains) || spellingsOf(contains).some((part) => folded.includes(part))) &&
    (!isGiven(startsWith) || spellingsOf(startsWith).some((part) => folded.startsWith(part)))
  )
}

/** A subscription's filter meets every observable of every alert: what its texts mean is worked out once for each type. */
const meant = new WeakMap<StringFilter, Map<string, ReadonlySet<string>>>()

function meantIn(asked: StringFilter, condition: 'eq' | 'in', type: ObservableType): ReadonlySet<string> {
  let known = meant.get(asked)
  if (!known) meant.set(asked, (known = new Map<string, ReadonlySet<string>>()))
  const key = `${condition} ${type}`
  let folded = known.get(key)
  if (!folded) {
    const texts = condition === 'eq' ? [asked.eq] : (asked.in ?? [])
    const values = texts.filter(isGiven).flatMap((text) => meantBy(type, text))
    known.set(key, (folded = new Set(values.map(({ value }) => foldCase(value)))))
  }
  return folded
}
