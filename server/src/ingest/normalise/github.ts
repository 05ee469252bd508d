import type { JsonObject } from '../finding'
import { lookInto, type Look } from '../reading/look'
import { textOf } from '../reading/fields'

/** A page or an address in the API longer than that would lose its end, where the number stands. */
const longest = 200

/**
 * By what GitHub tells one alert from all others: its address, else the repository, the kind and the number, which counts from 1 in each
 * repository and kind. The webhook states the kind in a header; in the body only what an alert of that kind has tells it. Null for what is no
 * alert of GitHub's.
 */
export function gitHubAlertId(item: JsonObject): string | null {
  const look = lookInto(item)
  const number = textOf(look('alert.number'))
  if (number === null) return null
  const repository = textOf(look('repository.full_name'), longest)
  const named = repository === null ? null : `${repository}/${kindOf(look)}#${number}`
  return addressOf(look('alert.html_url', 'alert.url')) ?? named
}

function addressOf(value: unknown): string | null {
  const text = textOf(value, longest + 1) ?? ''
  return text.length <= longest && /^https?:\/\//i.test(text) ? text : null
}

function kindOf(look: Look): string {
  if (look.has('alert.secret_type')) return 'secret-scanning'
  return look.has('alert.rule') ? 'code-scanning' : 'dependabot'
}
