import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to whoever is not signed in. */
    isPublic?: boolean
  }
}
