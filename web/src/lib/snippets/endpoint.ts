/** How a source proves itself, as the schema names it: from what signs each body to what only knows an address. */
export const allProofs = ['SIGNATURE', 'STANDARD_WEBHOOKS', 'SLACK', 'GRAFANA', 'BEARER', 'URL_TOKEN'] as const
export type Proof = (typeof allProofs)[number]

/** Where a source's deliveries go, and the secret while the page still knows it. */
export interface Endpoint {
  /** As the browser reaches the server: `https://tocsin.example`. */
  origin: string
  tenant: string
  slug: string
  /** Null when the page does not know it, since a secret is shown once: scripts read it from the environment, settings say where it belongs. */
  secret: string | null
}

/** What stands where a secret has to be pasted by hand. */
export const SECRET_PLACEHOLDER = '<the secret of this source>'

/** The address that names the tenant itself, for senders that cannot set headers. */
export const webhookUrl = ({ origin, tenant, slug }: Endpoint): string =>
  `${origin}/api/v1/webhook/${encodeURIComponent(tenant)}/${encodeURIComponent(slug)}`

/** The address that is the secret itself, for senders that can neither sign nor set headers. */
export const hookUrl = (endpoint: Endpoint): string => `${endpoint.origin}/api/v1/hook/${shownSecret(endpoint)}`

/** Where a sender that proves itself so delivers. */
export const deliveryUrl = (endpoint: Endpoint, proof: Proof): string =>
  proof === 'URL_TOKEN' ? hookUrl(endpoint) : webhookUrl(endpoint)

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
