import type { RouteRecordRaw } from 'vue-router'

/** The way from an empty queue to the first signed webhook. */
export const startRoutes: RouteRecordRaw[] = [
  { path: 'start', name: 'start', component: () => import('./StartPage.vue') },
]
