import type { RouteRecordRaw } from 'vue-router'
import { alertRoutes } from '../alerts/routes'
import { settingsRoutes } from '../auth/routes'
import { eventRoutes } from '../events/routes'
import { jobRoutes } from '../jobs/routes'
import { knowledgeRoutes } from '../knowledge/routes'
import { observableRoutes } from '../observables/routes'
import { agentRoutes } from '../agents/routes'
import { ruleRoutes } from '../rules/routes'
import { sourceRoutes } from '../sources/routes'
import { startRoutes } from '../start/routes'
import { understandRoutes } from '../understand/routes'

/** What stands under a tenant's address, inside the shell. */
const pages: RouteRecordRaw[] = [
  { path: '', redirect: { name: 'alerts' } },
  ...alertRoutes,
  ...eventRoutes,
  ...observableRoutes,
  ...ruleRoutes,
  ...agentRoutes,
  ...understandRoutes,
  ...startRoutes,
  ...sourceRoutes,
  ...jobRoutes,
  ...knowledgeRoutes,
  ...settingsRoutes,
  {
    path: ':rest(.*)*',
    name: 'not-found-inside',
    component: () => import('../../ui/NotFoundPage.vue'),
    props: { isInside: true },
  },
]

export const tenantRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./HomePage.vue') },
  { path: '/tenants', name: 'tenants', component: () => import('./TenantsPage.vue') },
  { path: '/t/:tenant', component: () => import('./TenantPages.vue'), props: true, children: pages },
]
