/** Made by the build from the names of icons that stand in our files. */
declare module 'virtual:nuxt-ui-icons' {
  export interface BundledIcon {
    /** What stands within the `svg`. */
    body: string
    width?: number
    height?: number
  }
  export function init(add: (name: string, icon: BundledIcon) => unknown): void
}
