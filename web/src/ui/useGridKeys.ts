const GRID_KEYS = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp', 'Enter', ' ']

/** The keys that every grid answers while it has the focus itself; letters are the page's commands. */
export function useGridKeys(press: (key: string, isShift: boolean) => void) {
  return (event: KeyboardEvent) => {
    const isOnGrid = event.target === event.currentTarget
    if (!isOnGrid || event.ctrlKey || event.metaKey || event.altKey || !GRID_KEYS.includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    press(event.key, event.shiftKey)
  }
}
