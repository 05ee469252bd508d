import { h, type FunctionalComponent } from 'vue'
import { AppIcon, hasDrawing } from './AppIcon'

/**
 * What the library's own parts draw their icons with: the build puts it in the place of `@iconify/vue`, which is far larger and would ask a
 * public service for an icon that it does not know. Theirs are named without the `i-` of ours.
 */
export const Icon: FunctionalComponent<{ icon: string }> = ({ icon }) => h(AppIcon, { name: `i-${icon}` })
Icon.props = ['icon']

export const iconLoaded = (icon: string): boolean => hasDrawing(`i-${icon}`)
