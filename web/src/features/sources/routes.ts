import type { RouteRecordRaw } from 'vue-router'

export const sourceRoutes: RouteRecordRaw[] = [
  { path: 'sources', name: 'sources', component: () => import('./SourcesPage.vue') },
  { path: 'sources/:slug', name: 'source', component: () => import('./SourcePage.vue'), props: true },
]
