import type { RouteRecordRaw } from 'vue-router'

export const observableRoutes: RouteRecordRaw[] = [
  { path: 'observables', name: 'observables', component: () => import('./ObservablesPage.vue') },
  { path: 'observables/:id', name: 'observable', component: () => import('./ObservablePage.vue'), props: true },
]
