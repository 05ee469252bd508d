import type { RouteRecordRaw } from 'vue-router'

export const eventRoutes: RouteRecordRaw[] = [
  { path: 'events', name: 'events', component: () => import('./EventsPage.vue') },
]
