import type { RouteRecordRaw } from 'vue-router'

/** The manual, open to everybody. */
export const docsRoutes: RouteRecordRaw[] = []
