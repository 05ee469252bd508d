import { useResizeObserver } from '@vueuse/core'
import { ref, type Ref } from 'vue'

/**
 * The width of what an element holds, kept up to date; 0 until its first layout. The observer tells after that layout and before it is
 * painted: what waits for a width is in the first picture all the same, and mounting forces no layout of its own.
 */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const width = ref(0)
  useResizeObserver(element, ([entry]) => (width.value = entry?.contentRect.width ?? 0))
  return width
}
