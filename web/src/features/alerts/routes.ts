import type { RouteRecordRaw } from 'vue-router'
import { statusChoice } from '../../lib/status-filter'
import { alertPage } from './alertPage'

// Pages take what they show as props: read from the route itself it would change under a page that is being left.
export const alertRoutes: RouteRecordRaw[] = [
  {
    path: 'alerts',
    name: 'alerts',
    component: () => import('./AlertsPage.vue'),
    props: ({ query }) => ({ choice: statusChoice(query.status) }),
  },
  { path: 'alerts/:id', name: 'alert', component: alertPage, props: true },
]
