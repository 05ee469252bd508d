import { refDebounced } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'
import { useCommands } from './commands'

interface SearchBar {
  /** What is searched, for sentences: "observables". */
  noun: string
  group: string
  /** The words that the list goes by, as the address says them. */
  text: () => string
  change: (text: string) => void
  /** Holds the field. */
  bar: Readonly<Ref<HTMLElement | null>>
}

/** What is typed into a list's field of search: it counts when it has settled, follows the address, and `/` leads to it. */
export function useSearchBar({ noun, group, text, change, bar }: SearchBar) {
  const sought = ref(text())
  const settled = refDebounced(sought, 300)
  watch(settled, (typed) => typed !== text() && change(typed))
  watch(text, (said) => said.trim() !== sought.value.trim() && (sought.value = said))
  useCommands(() => [
    {
      id: `${noun}.search`,
      label: `Search the ${noun}`,
      group,
      keys: '/',
      isKeyOnly: true,
      run: () => bar.value?.querySelector('input')?.focus(),
    },
  ])
  return sought
}
