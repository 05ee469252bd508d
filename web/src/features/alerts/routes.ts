import type { RouteRecordRaw } from 'vue-router'
import { alertPage } from './alertPage'

export const alertRoutes: RouteRecordRaw[] = [
  {
    path: 'alerts',
    name: 'alerts',
    component: () => import('./AlertsPage.vue'),
  },
  { path: 'alerts/:id', name: 'alert', component: alertPage, props: true },
]
