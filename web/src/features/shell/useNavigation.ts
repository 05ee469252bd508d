import { computed } from 'vue'
import { useRoute } from 'vue-router'
import type { Viewer_ViewerFragment } from '../../gql/graphql'
import { useViewer } from '../auth/useViewer'

export interface NavEntry {
  label: string
  path: string
  icon: string
  /** Typed anywhere, it goes there. */
  keys: string
  /** Other words that find it. */
  words?: string
}

/** The pages this person may see in this tenant, by the headings of the sidebar. */
export function navigationOf({ permissions, tenant }: Viewer_ViewerFragment) {
  const base = `/t/${tenant?.slug ?? ''}`
  const allowed = (permission: string | null, entry: NavEntry): NavEntry[] =>
    permission === null || permissions.includes(permission) ? [{ ...entry, path: `${base}/${entry.path}` }] : []
  return {
    base,
    work: [
      ...allowed('alert:read', { label: 'Alerts', path: 'alerts', icon: 'i-lucide-bell', keys: 'g a', words: 'queue' }),
      ...allowed('event:read', {
        label: 'Events',
        path: 'events',
        icon: 'i-lucide-scroll-text',
        keys: 'g v',
        words: 'log telemetry raw histogram',
      }),
      ...allowed('alert:read', {
        label: 'Observables',
        path: 'observables',
        icon: 'i-lucide-fingerprint',
        keys: 'g b',
        words: 'ioc indicators addresses domains hashes',
      }),
      ...allowed('alert:read', {
        label: 'Rules',
        path: 'rules',
        icon: 'i-lucide-radar',
        keys: 'g r',
        words: 'guides detections false positives runbook',
      }),
      ...allowed('source:read', {
        label: 'Sources',
        path: 'sources',
        icon: 'i-lucide-webhook',
        keys: 'g s',
        words: 'webhooks senders',
      }),
      ...allowed('agent:read', {
        label: 'Agents',
        path: 'agents',
        icon: 'i-lucide-radio-tower',
        keys: 'g e',
        words: 'fleet endpoints hosts heartbeats santamon silent',
      }),
      ...allowed('alert:read', {
        label: 'Playground',
        path: 'understand',
        icon: 'i-lucide-flask-conical',
        keys: 'g u',
        words: 'understand payload normaliser try paste sample',
      }),
      ...allowed('job:read', {
        label: 'Jobs',
        path: 'jobs',
        icon: 'i-lucide-list-checks',
        keys: 'g j',
        words: 'queue background work retry failed',
      }),
    ],
    settings: [
      ...allowed('asset:read', {
        label: 'Networks and assets',
        path: 'knowledge',
        icon: 'i-lucide-network',
        keys: 'g n',
        words: 'ranges cidr hosts privileged users csv import',
      }),
      ...allowed('risk:read', {
        label: 'Risk weights',
        path: 'settings/risk-weights',
        icon: 'i-lucide-scale',
        keys: 'g w',
        words: 'score factors preview',
      }),
      ...allowed('member:read', {
        label: 'People',
        path: 'settings/members',
        icon: 'i-lucide-users',
        keys: 'g m',
        words: 'members roles invite',
      }),
      ...allowed('alert:read', {
        label: 'Pivot links',
        path: 'settings/pivot-links',
        icon: 'i-lucide-square-arrow-out-up-right',
        keys: 'g p',
        words: 'look up siem address template',
      }),
      ...allowed('key:manage', {
        label: 'API keys',
        path: 'settings/api-keys',
        icon: 'i-lucide-key-round',
        keys: 'g k',
        words: 'tokens',
      }),
      ...allowed(null, {
        label: 'Account',
        path: 'settings/account',
        icon: 'i-lucide-user-round',
        keys: 'g o',
        words: 'password sessions',
      }),
    ],
  }
}

export function useNavigation() {
  const { viewer } = useViewer()
  const route = useRoute()
  const navigation = computed(() => navigationOf(viewer.value))
  /** Also on what lies beneath the entry's page. */
  const isHere = ({ path }: NavEntry) => route.path === path || route.path.startsWith(`${path}/`)
  return { navigation, isHere }
}
