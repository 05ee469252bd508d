import type { JsonObject } from '../finding'
import { firstOf, firstText, textOf, valueAt } from './fields'
import { places } from './paths'

/** A page or an address in the API longer than that would lose its end, where the number stands. */
const longest = 200

/**
 * By what GitHub tells one alert from all others: its address, else the repository, the kind and the number, which counts from 1 in each
 * repository and kind. The webhook states the kind in a header; in the body only what an alert of that kind has tells it. Null for what is no
 * alert of GitHub's.
 */
export function gitHubAlertId(item: JsonObject): string | null {
  const number = textOf(valueAt(item, ['alert', 'number']))
  if (number === null) return null
  const repository = firstText(item, [['repository', 'full_name']], longest)
  const named = repository === null ? null : `${repository}/${kindOf(item)}#${number}`
  return firstOf(item, places.gitHubAddress, addressOf) ?? named
}

function addressOf(value: unknown): string | null {
  const text = textOf(value, longest + 1) ?? ''
  return text.length <= longest && /^https?:\/\//i.test(text) ? text : null
}

function kindOf(item: JsonObject): string {
  if (valueAt(item, ['alert', 'secret_type']) !== undefined) return 'secret-scanning'
  return valueAt(item, ['alert', 'rule']) === undefined ? 'dependabot' : 'code-scanning'
}
