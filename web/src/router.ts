import { createRouter, createWebHistory, START_LOCATION, type RouteRecordRaw } from 'vue-router'
import { whenSignedOut } from './apollo'
import { statusChoice } from './lib/status-filter'
import { alertPage } from './features/alerts/alertPage'

const settings: RouteRecordRaw[] = [
  { path: '', redirect: { name: 'account' } },
  { path: 'account', name: 'account', component: () => import('./features/auth/AccountPage.vue') },
  { path: 'members', name: 'members', component: () => import('./features/auth/MembersPage.vue') },
  { path: 'api-keys', name: 'api-keys', component: () => import('./features/auth/ApiKeysPage.vue') },
]

// Pages take what they show as props: read from the route itself it would change under a page that is being left.
const tenantPages: RouteRecordRaw[] = [
  { path: '', redirect: { name: 'alerts' } },
  {
    path: 'alerts',
    name: 'alerts',
    component: () => import('./features/alerts/AlertsPage.vue'),
    props: ({ query }) => ({ choice: statusChoice(query.status) }),
  },
  { path: 'alerts/:id', name: 'alert', component: alertPage, props: true },
  { path: 'sources', name: 'sources', component: () => import('./features/sources/SourcesPage.vue') },
  { path: 'settings', component: () => import('./features/auth/SettingsPage.vue'), children: settings },
]

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./features/tenants/HomePage.vue') },
    { path: '/sign-in', name: 'sign-in', component: () => import('./features/auth/SignInPage.vue') },
    { path: '/password', name: 'password', component: () => import('./features/auth/PasswordPage.vue') },
    { path: '/invitation/:token', name: 'invitation', component: () => import('./features/auth/InvitationPage.vue') },
    { path: '/tenants', name: 'tenants', component: () => import('./features/tenants/TenantsPage.vue') },
    {
      path: '/t/:tenant',
      component: () => import('./features/tenants/TenantPages.vue'),
      props: true,
      children: tenantPages,
    },
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./ui/NotFoundPage.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

const PUBLIC = ['sign-in', 'invitation']

/** The session may end while a page is open: sign in again and return to it. */
whenSignedOut(() => {
  const { name, fullPath } = router.currentRoute.value
  if (!PUBLIC.includes(String(name))) void router.push({ name: 'sign-in', query: { next: fullPath } })
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
