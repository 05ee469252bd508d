/** Where a link of a guide leads: `to` within the manual, `href` outside. Null for what leads nowhere. */
export interface ManualLink {
  to?: string
  href?: string
}

/** What the guides link to by its place in the repository, and where it is shown here. */
const shownElsewhere: Record<string, ManualLink> = {
  '../../schema/schema.graphql': { to: '/docs/schema' },
  '../../schema/openapi.json': { to: '/docs/rest' },
}

/**
 * The guides link to each other as files, so that they can be read where the code is kept as well. Addresses of this
 * server's own pages stand in them as http://127.0.0.1:4000/…, which the page has already turned into its own origin.
 */
export function manualLink(href: string, origin = location.origin): ManualLink | null {
  const [, file, hash = ''] = /^([\w-]+)\.md(#.+)?$/.exec(href) ?? []
  if (file) return { to: `/docs/guides/${file}${hash}` }
  if (href.startsWith('#')) return { to: href }
  const [path = '', anchor] = href.split('#')
  const shown = shownElsewhere[path]
  if (shown) return { to: `${shown.to}${anchor ? `/${anchor}` : ''}` }
  if (href.startsWith(`${origin}/graphql`)) return { href }
  if (href.startsWith(`${origin}/`)) return { to: href.slice(origin.length) }
  return /^https?:\/\//.test(href) ? { href } : null
}
