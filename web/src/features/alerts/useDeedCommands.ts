import { computed } from 'vue'
import { closingWith, CLOSURE_PRESETS } from '../../lib/closure-presets'
import { isPossible, type Deed, type DeedAlert } from '../../lib/deed'
import { counted } from '../../lib/words'
import { useCommands, type Command } from '../../ui/commands'
import { notify } from '../../ui/notices'
import { useCopy } from '../../ui/useCopy'
import { useTenant } from '../../useTenantClient'
import { useViewer } from '../auth/useViewer'
import { alertLink } from './alertLink'
import { useCurrentAlerts } from './currentAlerts'
import { openDeedDialog } from './deedDialog'
import { useAlertOverlay } from './overlay'
import { useAlertDeeds } from './useAlertDeeds'

const group = 'Alert'

/** The keyboard's deeds on the selected alerts, or on the one under the cursor. Who may not triage gets none of them. */
export function useDeedCommands(): void {
  const { tenant } = useTenant()
  const { viewer, isAllowed } = useViewer()
  const { copy } = useCopy()
  const overlay = useAlertOverlay()
  const deeds = useAlertDeeds()
  const current = useCurrentAlerts()
  const alerts = computed(() => current.value.map((alert) => overlay.of(alert)))
  const me = computed(() => viewer.value.user ?? null)

  function deed(command: Omit<Command, 'group' | 'run' | 'isEnabled'>, wanted: Deed): Command {
    return {
      ...command,
      group,
      isEnabled: alerts.value.some((alert) => isPossible(wanted, alert)),
      run: () => void deeds.run(alerts.value, wanted),
    }
  }

  function dialog(
    command: Omit<Command, 'group' | 'run' | 'isEnabled'>,
    can: (a: DeedAlert) => boolean,
    open: () => void,
  ) {
    return { ...command, group, isEnabled: alerts.value.some(can), run: open }
  }

  const judge = (status: 'CLOSED' | 'TRIAGED') => () =>
    openDeedDialog({ kind: 'judge', alerts: alerts.value, draft: { status } })
  const canClose = (alert: DeedAlert) => isPossible({ kind: 'status', change: { status: 'CLOSED' } }, alert)

  const closing = (): Command[] => [
    ...CLOSURE_PRESETS.map((preset) => ({
      ...deed(
        {
          id: `alert.close-${preset.digit}`,
          label: preset.label,
          keys: preset.digit,
          icon: 'i-lucide-circle-slash',
          words: 'close preset',
        },
        { kind: 'status', change: closingWith(preset) },
      ),
      group: 'Close as',
    })),
    ...CLOSURE_PRESETS.map((preset, at) => ({
      ...dialog(
        {
          id: `alert.amend-${preset.digit}`,
          label: 'Amend one of these before closing',
          keys: `shift+${preset.digit}`,
          isKeyOnly: true,
          isUnlisted: at > 0,
        },
        canClose,
        () => openDeedDialog({ kind: 'judge', alerts: alerts.value, draft: closingWith(preset) }),
      ),
      group: 'Close as',
    })),
  ]

  const assigning = (): Command[] => [
    ...(me.value
      ? [deed({ id: 'alert.take', label: 'Assign to me', keys: 'a', icon: 'i-lucide-user-check' }, assignTo(me.value))]
      : []),
    dialog(
      { id: 'alert.assign', label: 'Assign to…', keys: 'shift+a', icon: 'i-lucide-users' },
      ({ can }) => can.assign,
      () => openDeedDialog({ kind: 'assign', alerts: alerts.value }),
    ),
    deed({ id: 'alert.unassign', label: 'Unassign', keys: 'u', icon: 'i-lucide-user-x' }, assignTo(null)),
  ]

  const moving = (): Command[] => [
    dialog({ id: 'alert.close', label: 'Close…', keys: 'c', icon: 'i-lucide-check' }, canClose, judge('CLOSED')),
    dialog(
      { id: 'alert.triage', label: 'Triage, with a verdict…', keys: 'v', icon: 'i-lucide-gavel' },
      (alert) => isPossible({ kind: 'status', change: { status: 'TRIAGED' } }, alert),
      judge('TRIAGED'),
    ),
    deed({ id: 'alert.take-up', label: 'Set in progress', keys: 'i', icon: 'i-lucide-play' }, toStatus('IN_PROGRESS')),
    {
      ...deed({ id: 'alert.reopen', label: 'Reopen', keys: 'r', icon: 'i-lucide-rotate-ccw' }, toStatus('IN_PROGRESS')),
      isEnabled: alerts.value.some(({ status, can }) => can.triage && (status === 'CLOSED' || status === 'SUPPRESSED')),
      run: () =>
        void deeds.run(
          alerts.value.filter(({ status }) => status === 'CLOSED' || status === 'SUPPRESSED'),
          toStatus('IN_PROGRESS'),
        ),
    },
    deed(
      { id: 'alert.suppress', label: 'Suppress', icon: 'i-lucide-bell-off', words: 'mute hide' },
      toStatus('SUPPRESSED'),
    ),
  ]

  async function copyLinks(): Promise<void> {
    await copy(alerts.value.map(({ id }) => alertLink(tenant, id)).join('\n'))
    notify({ tone: 'success', title: `${counted(alerts.value.length, 'link')} copied` })
  }
  const copying = (): Command => ({
    id: 'alert.copy-link',
    label: 'Copy link',
    group,
    keys: 'y',
    icon: 'i-lucide-link',
    isEnabled: alerts.value.length > 0,
    run: () => void copyLinks(),
  })

  useCommands(() => (isAllowed('alert:triage') ? [...moving(), ...assigning(), ...closing(), copying()] : [copying()]))
}

const assignTo = (user: { id: string; name: string } | null): Deed => ({
  kind: 'assign',
  user: user && { id: user.id, name: user.name },
})

const toStatus = (status: 'IN_PROGRESS' | 'SUPPRESSED'): Deed => ({ kind: 'status', change: { status } })
