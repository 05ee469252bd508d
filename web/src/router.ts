import { createRouter, createWebHistory, START_LOCATION, type RouteRecordRaw } from 'vue-router'
import { whenSignedOut } from './apollo'
import { signInRoutes } from './features/auth/routes'
import { signInAgain } from './features/auth/sessionMark'
import { docsRoutes } from './features/docs/routes'
import { tenantRoutes } from './features/tenants/routes'

/** Every part on one page, for whoever builds with them; no build for production holds it. */
const designRoutes: RouteRecordRaw[] = import.meta.env.DEV
  ? [{ path: '/design', meta: { isPublic: true }, component: () => import('./ui/design/DesignPage.vue') }]
  : []

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...signInRoutes,
    ...tenantRoutes,
    ...docsRoutes,
    ...designRoutes,
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./ui/NotFoundPage.vue') },
  ],
  // The first page is at its top already, and telling it so would make the browser lay it out at once.
  scrollBehavior: (to, from, saved) =>
    saved ?? (from === START_LOCATION || to.path === from.path ? undefined : { top: 0 }),
})

/** The session may end while a page is open: sign in again and return to it. */
whenSignedOut(() => {
  const { meta, fullPath } = router.currentRoute.value
  if (!meta.isPublic) void router.push(signInAgain(fullPath))
})

/**
 * A page's code could not be loaded: a newer version was deployed, or the server is away. In the first case a fresh load
 * of the target helps; in the second it would lose the page one is on.
 */
router.onError(async (_error, to, from) => {
  if (from === START_LOCATION) return
  const isServed = await fetch('/healthz').then(
    ({ ok }) => ok,
    () => false,
  )
  if (isServed) location.assign(to.fullPath)
})
