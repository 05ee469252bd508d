import type { RouteRecordRaw } from 'vue-router'

export const agentRoutes: RouteRecordRaw[] = [
  { path: 'agents', name: 'agents', component: () => import('./AgentsPage.vue') },
  { path: 'agents/:id', name: 'agent', component: () => import('./AgentPage.vue'), props: true },
]
