/** Pages that every tenant has; what lies deeper (one alert, one source) belongs to the tenant it was opened in. */
const SECTIONS = [
  'alerts',
  'events',
  'observables',
  'rules',
  'understand',
  'start',
  'sources',
  'settings/account',
  'settings/members',
  'settings/pivot-links',
  'settings/api-keys',
]

/** Where to go in another tenant so that the person stays in the same part of the product. */
export function sameSection(path: string, slug: string): string {
  const [, rest = ''] = /^\/t\/[^/]+\/(.*)$/.exec(path) ?? []
  const section = SECTIONS.find((known) => rest === known || rest.startsWith(`${known}/`)) ?? 'alerts'
  return `/t/${slug}/${section}`
}
