import type { RouteRecordRaw } from 'vue-router'

export const ruleRoutes: RouteRecordRaw[] = [
  { path: 'rules', name: 'rules', component: () => import('./RulesPage.vue') },
  { path: 'rules/:id', name: 'rule', component: () => import('./RulePage.vue'), props: true },
]
