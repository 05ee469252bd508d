import { createSharedComposable, useColorMode } from '@vueuse/core'
import { computed, watchEffect } from 'vue'

export type Theme = 'light' | 'dark' | 'auto'

const NEXT: Record<Theme, Theme> = { light: 'dark', dark: 'auto', auto: 'light' }

/** Light, dark or as the system; remembered in this browser under the key that public/head.js reads before the first paint. */
export const useTheme = createSharedComposable(() => {
  const mode = useColorMode({ emitAuto: true, storageKey: 'vueuse-color-scheme' })
  const theme = computed<Theme>({ get: () => mode.store.value, set: (chosen) => (mode.value = chosen) })
  const isDark = computed(() => mode.state.value === 'dark')
  // The browser's own bars take the page's colour.
  watchEffect(() => {
    const bar = document.querySelector('meta[name="theme-color"]')
    bar?.setAttribute('content', isDark.value ? '#08090b' : '#f8f9fb')
  })
  return { theme, isDark, next: () => (theme.value = NEXT[theme.value]) }
})
