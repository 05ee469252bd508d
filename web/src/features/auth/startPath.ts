import type { Viewer_ViewerFragment } from '../../gql/graphql'
import { safeReturnPath } from '../../lib/safe-return-path'

/** Where to go after signing in: back to where one came from, else one's tenant, else (an operator) the list of tenants. */
export function startPath(viewer: Viewer_ViewerFragment | null | undefined, next?: unknown): string {
  const back = safeReturnPath(next)
  if (back && back !== '/') return back
  const slug = viewer?.tenant?.slug ?? viewer?.tenants[0]?.tenant.slug
  if (slug) return `/t/${slug}/alerts`
  return viewer ? '/tenants' : '/sign-in'
}
