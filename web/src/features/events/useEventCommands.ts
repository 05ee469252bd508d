import { useCommands, type Command } from '../../ui/commands'

const group = 'Events'
/** Rows that Page Up and Page Down go. */
const PAGE = 20

/** What the keyboard can do on the page of events; the page says how. */
export interface EventActions {
  moveBy: (by: number) => void
  moveTo: (index: number) => void
  count: () => number
  open: () => void
  show: () => void
  hasWaiting: () => boolean
  focusSearch: () => void
}

export function useEventCommands(events: EventActions): (key: string) => void {
  const key = (id: string, label: string, keys: string, run: () => void): Command => ({
    id: `events.${id}`,
    label,
    group,
    keys,
    run,
    isKeyOnly: true,
  })
  useCommands(() => [
    key('next', 'Next event', 'j', () => events.moveBy(1)),
    key('previous', 'Previous event', 'k', () => events.moveBy(-1)),
    key('first', 'First event', 'g g', () => events.moveTo(0)),
    key('last', 'Last loaded event', 'shift+g', () => events.moveTo(events.count() - 1)),
    key('open', 'Open in the pane', 'Enter', events.open),
    { id: 'events.search', label: 'Search events', group, keys: '/', icon: 'i-lucide-search', run: events.focusSearch },
    {
      id: 'events.show',
      label: 'Show new events',
      group,
      keys: '.',
      icon: 'i-lucide-arrow-up',
      isEnabled: events.hasWaiting(),
      run: events.show,
    },
  ])
  const gridKeys: Record<string, () => void> = {
    ArrowDown: () => events.moveBy(1),
    ArrowUp: () => events.moveBy(-1),
    PageDown: () => events.moveBy(PAGE),
    PageUp: () => events.moveBy(-PAGE),
    Home: () => events.moveTo(0),
    End: () => events.moveTo(events.count() - 1),
    Enter: events.open,
    ' ': events.open,
  }
  return (pressed) => gridKeys[pressed]?.()
}
