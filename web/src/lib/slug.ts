const LONGEST = 63

/** A short name made of a long one: "Wazuh (Head Office)" becomes "wazuh-head-office". */
export function slugFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
}

/** Why a short name will not do, as the server will judge it; undefined when it will. */
export function slugFault(slug: string, taken: readonly string[] = []): string | undefined {
  if (slug === '') return undefined
  if (slug.length > LONGEST) return `At most ${LONGEST} characters`
  if (!/^[a-z0-9-]+$/.test(slug)) return 'Small letters, digits and hyphens only'
  if (slug.startsWith('-')) return 'Begins with a letter or a digit'
  return taken.includes(slug) ? 'Another one has this short name already' : undefined
}

/** The first of `base`, `base-2`, `base-3`… that is free. */
export function freeSlug(base: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : `-${number}`
    const slug = base.slice(0, LONGEST - ending.length) + ending
    if (!taken.includes(slug)) return slug
  }
}
