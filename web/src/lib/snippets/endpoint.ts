/** How a source proves itself: SIGNATURE signs each body with the secret, BEARER sends the secret as a token. */
export type Proof = 'SIGNATURE' | 'BEARER'

/** Where a source's deliveries go, and the secret while the page still knows it. */
export interface Endpoint {
  /** As the browser reaches the server: `https://tocsin.example`. */
  origin: string
  tenant: string
  slug: string
  /** Null once it can no longer be shown: scripts then read it from the environment, settings show a placeholder. */
  secret: string | null
}

/** What stands where a secret has to be pasted by hand. */
export const SECRET_PLACEHOLDER = '<the secret of this source>'

/** The address that names the tenant itself, for senders that cannot set headers. */
export const webhookUrl = ({ origin, tenant, slug }: Endpoint): string =>
  `${origin}/api/v1/webhook/${encodeURIComponent(tenant)}/${encodeURIComponent(slug)}`

export const shownSecret = ({ secret }: Endpoint): string => secret ?? SECRET_PLACEHOLDER

/** A text as one word of a POSIX shell, whatever is in it. */
export const shText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A text as a literal of JavaScript, Python, YAML, TOML and JSON alike: JSON's escapes mean the same in all of them. */
export const literal = (text: string): string => JSON.stringify(text)

/** A text between two XML tags. */
export const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Only this machine can reach such an address: nothing outside can deliver to it. */
export function isLocalOnly(origin: string): boolean {
  const { hostname } = new URL(origin)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\./.test(hostname) || hostname === '[::1]'
}
