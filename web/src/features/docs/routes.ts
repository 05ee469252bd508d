import type { RouteRecordRaw } from 'vue-router'

const meta = { isPublic: true }

/** The manual, open to everybody. */
export const docsRoutes: RouteRecordRaw[] = [
  {
    path: '/docs',
    component: () => import('./DocsFrame.vue'),
    meta,
    children: [
      { path: '', name: 'docs', component: () => import('./DocsStart.vue'), meta },
      {
        path: 'guides/:guide',
        name: 'docs-guide',
        component: () => import('./GuidePage.vue'),
        props: true,
        meta,
      },
      { path: 'rest', name: 'docs-rest', component: () => import('./RestPage.vue'), meta },
      { path: 'schema', name: 'docs-schema', component: () => import('./SchemaPage.vue'), meta },
      {
        path: 'schema/:type',
        name: 'docs-type',
        component: () => import('./SchemaTypePage.vue'),
        props: true,
        meta,
      },
      { path: ':rest(.*)*', component: () => import('./NoSuchPage.vue'), meta },
    ],
  },
]
