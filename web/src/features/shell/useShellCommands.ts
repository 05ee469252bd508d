import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Viewer_ViewerFragment } from '../../gql/graphql'
import { sameSection } from '../../lib/tenant-path'
import { useCommands, type Command } from '../../ui/commands'
import { useTheme } from '../../ui/theme'
import { useSignOut } from '../auth/useSignOut'
import { useShellState } from './shellState'
import { navigationOf } from './useNavigation'

/** What can be done on every page: go to another, change how things look, leave. */
export function useShellCommands(viewer: ComputedRef<Viewer_ViewerFragment>): void {
  const router = useRouter()
  const route = useRoute()
  const shell = useShellState()
  const { theme, next } = useTheme()
  const { signOut } = useSignOut()
  const go = (path: string) => () => void router.push(path)

  const pages = computed<Command[]>(() => {
    const { work, settings } = navigationOf(viewer.value)
    return [...work, ...settings].map(({ label, path, icon, keys, words }) => ({
      id: `go.${path}`,
      label,
      group: 'Go to',
      icon,
      keys,
      words,
      run: go(path),
    }))
  })
  const elsewhere = computed<Command[]>(() => [
    ...(viewer.value.isOperator
      ? [
          {
            id: 'go.tenants',
            label: 'All tenants',
            group: 'Go to',
            icon: 'i-lucide-layers',
            keys: 'g t',
            run: go('/tenants'),
          },
        ]
      : []),
    {
      id: 'go.docs',
      label: 'Documentation',
      group: 'Go to',
      icon: 'i-lucide-book-open',
      keys: 'g d',
      run: go('/docs'),
    },
    {
      id: 'go.explorer',
      label: 'API explorer',
      group: 'Go to',
      icon: 'i-lucide-braces',
      keys: 'g e',
      words: 'graphql graphiql',
      run: () => void window.open('/graphql', '_blank', 'noopener'),
    },
  ])
  const tenants = computed<Command[]>(() =>
    viewer.value.tenants
      .filter(({ tenant }) => tenant.id !== viewer.value.tenant?.id)
      .map(({ tenant }) => ({
        id: `tenant.${tenant.slug}`,
        label: tenant.name,
        group: 'Switch tenant',
        icon: 'i-lucide-building-2',
        words: `tenant ${tenant.slug}`,
        run: () => void router.push(sameSection(route.path, tenant.slug)),
      })),
  )
  const looks = computed<Command[]>(() => [
    {
      id: 'shell.palette',
      label: 'Search and commands',
      group: 'Anywhere',
      keys: 'mod+k',
      isKeyOnly: true,
      run: () => (shell.isPaletteOpen.value = !shell.isPaletteOpen.value),
    },
    {
      id: 'shell.shortcuts',
      label: 'Keyboard shortcuts',
      group: 'Anywhere',
      icon: 'i-lucide-keyboard',
      keys: '?',
      words: 'help keys',
      run: shell.openSheet,
    },
    {
      id: 'shell.sidebar',
      label: shell.isNarrow.value ? 'Expand the sidebar' : 'Collapse the sidebar',
      group: 'Anywhere',
      icon: 'i-lucide-panel-left',
      keys: '[',
      run: shell.toggleNarrow,
    },
    {
      id: 'shell.theme',
      label: 'Change the theme',
      group: 'Anywhere',
      icon: 'i-lucide-sun-moon',
      keys: 't',
      words: `light dark system now ${theme.value}`,
      run: next,
    },
    { id: 'shell.sign-out', label: 'Sign out', group: 'Anywhere', icon: 'i-lucide-log-out', run: () => void signOut() },
  ])
  useCommands(() => [...pages.value, ...elsewhere.value, ...looks.value, ...tenants.value])
}
