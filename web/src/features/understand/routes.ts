import type { RouteRecordRaw } from 'vue-router'

export const understandRoutes: RouteRecordRaw[] = [
  { path: 'understand', name: 'understand', component: () => import('./UnderstandPage.vue') },
]
