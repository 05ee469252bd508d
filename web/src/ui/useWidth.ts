import { useResizeObserver } from '@vueuse/core'
import { onMounted, ref, type Ref } from 'vue'

/**
 * The width of an element, kept up to date. Known as soon as the component is mounted, before anything is painted: what is laid out
 * by it must not be laid out differently a frame later.
 */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const width = ref(0)
  const measure = () => (width.value = element.value?.clientWidth ?? 0)
  onMounted(measure)
  useResizeObserver(element, measure)
  return width
}
