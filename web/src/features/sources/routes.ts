import type { RouteRecordRaw } from 'vue-router'

export const sourceRoutes: RouteRecordRaw[] = [
  { path: 'sources', name: 'sources', component: () => import('./SourcesPage.vue') },
]
