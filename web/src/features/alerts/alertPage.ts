/** The detail page, loaded on demand: by the router, and ahead of the first click by the list. */
export const alertPage = () => import('./AlertPage.vue')
