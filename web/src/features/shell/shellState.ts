import { createGlobalState, useLocalStorage } from '@vueuse/core'
import { ref } from 'vue'

/** What of the shell is open. One shell is on screen at a time, so there is one state. */
export const useShellState = createGlobalState(() => {
  /** Remembered in this browser. */
  const isNarrow = useLocalStorage('tocsin-sidebar-narrow', false)
  const isNavOpen = ref(false)
  const isPaletteOpen = ref(false)
  const isSheetOpen = ref(false)
  return {
    isNarrow,
    isNavOpen,
    isPaletteOpen,
    isSheetOpen,
    toggleNarrow: () => void (isNarrow.value = !isNarrow.value),
    openPalette: () => void (isPaletteOpen.value = true),
    openSheet: () => void (isSheetOpen.value = true),
  }
})
