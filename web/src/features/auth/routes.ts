import type { RouteRecordRaw } from 'vue-router'

const isPublic = { isPublic: true }

export const signInRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', meta: isPublic, component: () => import('./SignInPage.vue') },
  { path: '/password', name: 'password', component: () => import('./PasswordPage.vue') },
  { path: '/invitation/:token', name: 'invitation', meta: isPublic, component: () => import('./InvitationPage.vue') },
]

export const settingsRoutes: RouteRecordRaw[] = [
  {
    path: 'settings',
    component: () => import('./SettingsPage.vue'),
    children: [
      { path: '', redirect: { name: 'account' } },
      { path: 'account', name: 'account', component: () => import('./AccountPage.vue') },
      { path: 'members', name: 'members', component: () => import('./MembersPage.vue') },
      {
        path: 'pivot-links',
        name: 'pivot-links',
        component: () => import('../observables/PivotLinksPage.vue'),
      },
      { path: 'api-keys', name: 'api-keys', component: () => import('./ApiKeysPage.vue') },
      { path: 'risk-weights', name: 'risk-weights', component: () => import('../risk/RiskWeightsPage.vue') },
    ],
  },
]
