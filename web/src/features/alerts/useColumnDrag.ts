import { ref } from 'vue'
import type { ColumnId } from '../../lib/queue-columns'

/** Moving columns by their headings, and widening them by the edge of one. */
export function useColumnDrag(
  onMove: (id: ColumnId, to: ColumnId) => void,
  onResize: (id: ColumnId, width: number) => void,
) {
  const dragged = ref<ColumnId | null>(null)
  const target = ref<ColumnId | null>(null)
  let isResizing = false

  function takeHold(event: DragEvent, id: ColumnId) {
    // The edge of a heading is a part of it: widening must not become moving.
    if (isResizing) return event.preventDefault()
    dragged.value = id
    event.dataTransfer?.setData('text/plain', id)
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
  }
  function hover(event: DragEvent, id: ColumnId) {
    if (dragged.value === null) return
    event.preventDefault()
    target.value = id
  }
  function letGo() {
    dragged.value = null
    target.value = null
  }
  function drop(event: DragEvent, id: ColumnId) {
    event.preventDefault()
    if (dragged.value !== null) onMove(dragged.value, id)
    letGo()
  }

  function startResize(event: PointerEvent, id: ColumnId) {
    const handle = event.currentTarget
    const heading = handle instanceof HTMLElement ? handle.parentElement : null
    if (!(handle instanceof HTMLElement) || !heading) return
    isResizing = true
    const start = { x: event.clientX, width: heading.offsetWidth }
    const follow = ({ clientX }: PointerEvent) => onResize(id, start.width + clientX - start.x)
    handle.setPointerCapture(event.pointerId)
    handle.addEventListener('pointermove', follow)
    const end = () => {
      isResizing = false
      handle.removeEventListener('pointermove', follow)
    }
    handle.addEventListener('pointerup', end, { once: true })
    handle.addEventListener('pointercancel', end, { once: true })
  }

  return { dragged, target, takeHold, hover, drop, letGo, startResize }
}
