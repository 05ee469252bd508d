import type { Viewer } from './viewer'

/** The address names the tenant, so that a tab can be shared and kept; else it is the session's own. */
export function chosenTenant(viewer: Viewer | null, search: string): string {
  const asked = new URLSearchParams(search).get('tenant')
  if (!viewer) return asked ?? ''
  const own = viewer.tenants.map(({ slug }) => slug)
  if (asked && own.includes(asked)) return asked
  return viewer.home ?? own[0] ?? ''
}

/** Where to sign in so that one comes back to this very address. */
export function signInPath({ pathname, search }: { pathname: string; search: string }): string {
  return `/sign-in?next=${encodeURIComponent(pathname + search)}`
}
