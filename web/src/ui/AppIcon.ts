import { h, type FunctionalComponent } from 'vue'
import { init, type BundledIcon } from 'virtual:nuxt-ui-icons'

/** Every icon that any page or any part of the library names: the build has looked for the names and hands the drawings out once. */
const drawings = new Map<string, BundledIcon>()
init((name, icon) => drawings.set(`i-${name.replace(':', '-')}`, icon))

export const hasDrawing = (name: string): boolean => drawings.has(name)

/** A drawing in the colour of the text around it, as `i-lucide-check` names it. Decoration, unless the caller says what it means. */
export const AppIcon: FunctionalComponent<{ name: string }> = ({ name }) => {
  const { body = '', width = 24, height = 24 } = drawings.get(name) ?? {}
  // The library's own drawings, made part of the build: nothing of anybody else's gets here.
  return h('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width: '1em',
    height: '1em',
    'aria-hidden': 'true',
    innerHTML: body,
  })
}
AppIcon.props = ['name']
