import { useCommands, type Command } from '../../ui/commands'

const group = 'Queue'
/** Rows that Page Up and Page Down go. */
const PAGE = 20

/** What the queue's keyboard can do; the page says how. */
export interface QueueActions {
  moveBy: (by: number) => void
  moveToIndex: (index: number) => void
  extendBy: (by: number) => void
  count: () => number
  openCursor: () => void
  openCursorPage: () => void
  pickCursor: () => void
  pickAll: () => void
  clearPicked: () => void
  hasPicked: () => boolean
  hasCursor: () => boolean
  canPick: () => boolean
  focusSearch: () => void
  show: () => void
  isUnsettled: () => boolean
  toggleFollow: () => void
  isFollowing: () => boolean
  toggleRail: () => void
}

export function useQueueCommands(queue: QueueActions): (key: string, isShift: boolean) => void {
  const key = (id: string, label: string, keys: string, run: () => void): Command => ({
    id: `queue.${id}`,
    label,
    group,
    keys,
    run,
    isKeyOnly: true,
  })
  const moving = (): Command[] => [
    key('next', 'Next alert', 'j', () => queue.moveBy(1)),
    key('previous', 'Previous alert', 'k', () => queue.moveBy(-1)),
    key('first', 'First alert', 'g g', () => queue.moveToIndex(0)),
    key('last', 'Last loaded alert', 'shift+g', () => queue.moveToIndex(queue.count() - 1)),
    { ...key('open', 'Open in the pane', 'Enter', queue.openCursor), isEnabled: queue.hasCursor() },
    { ...key('page', 'Open as a page', 'o', queue.openCursorPage), isEnabled: queue.hasCursor() },
  ]
  const picking = (): Command[] => [
    { ...key('pick', 'Select', 'x', queue.pickCursor), isEnabled: queue.hasCursor() },
    key('extend-down', 'Select downwards', 'shift+j', () => queue.extendBy(1)),
    key('extend-up', 'Select upwards', 'shift+k', () => queue.extendBy(-1)),
    {
      id: 'queue.all',
      label: 'Select all that are loaded',
      group,
      keys: 'mod+a',
      icon: 'i-lucide-list-checks',
      run: queue.pickAll,
    },
    { ...key('clear', 'Clear the selection', 'Escape', queue.clearPicked), isEnabled: queue.hasPicked() },
  ]
  const looking = (): Command[] => [
    { id: 'queue.search', label: 'Search alerts', group, keys: '/', icon: 'i-lucide-search', run: queue.focusSearch },
    {
      id: 'queue.show',
      label: 'Show new alerts, sweep those that no longer match',
      group,
      keys: '.',
      icon: 'i-lucide-arrow-up',
      isEnabled: queue.isUnsettled(),
      run: queue.show,
    },
    {
      id: 'queue.follow',
      label: queue.isFollowing() ? 'Stop following' : 'Follow: show new alerts at once',
      group,
      keys: 'f',
      icon: 'i-lucide-radio',
      run: queue.toggleFollow,
    },
    {
      id: 'queue.rail',
      label: 'Show or hide the filter',
      group,
      keys: 'shift+f',
      icon: 'i-lucide-list-filter',
      words: 'facets',
      run: queue.toggleRail,
    },
  ]
  useCommands(() => [...moving(), ...(queue.canPick() ? picking() : []), ...looking()])

  const gridKeys: Record<string, (isShift: boolean) => void> = {
    ArrowDown: (isShift) => (isShift && queue.canPick() ? queue.extendBy(1) : queue.moveBy(1)),
    ArrowUp: (isShift) => (isShift && queue.canPick() ? queue.extendBy(-1) : queue.moveBy(-1)),
    PageDown: () => queue.moveBy(PAGE),
    PageUp: () => queue.moveBy(-PAGE),
    Home: () => queue.moveToIndex(0),
    End: () => queue.moveToIndex(queue.count() - 1),
    Enter: () => queue.openCursor(),
    ' ': () => queue.canPick() && queue.pickCursor(),
  }
  return (pressed, isShift) => gridKeys[pressed]?.(isShift)
}
