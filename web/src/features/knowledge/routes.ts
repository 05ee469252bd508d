import type { RouteRecordRaw } from 'vue-router'

const register = () => import('./RegisterPanel.vue')

/** What the tenant knows of its surroundings. */
export const knowledgeRoutes: RouteRecordRaw[] = [
  {
    path: 'knowledge',
    component: () => import('./KnowledgePage.vue'),
    children: [
      { path: '', redirect: { name: 'networks' } },
      { path: 'networks', name: 'networks', component: register, props: { which: 'networks' } },
      { path: 'assets', name: 'assets', component: register, props: { which: 'assets' } },
      { path: 'privileged-users', name: 'privileged-users', component: register, props: { which: 'privilegedUsers' } },
    ],
  },
]
