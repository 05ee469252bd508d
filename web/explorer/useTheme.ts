import { useEffect, useState } from 'react'

export type Theme = 'light' | 'dark'

/** VueUse's key and words (see public/theme.js), so that the explorer and the application always look alike. */
const KEY = 'vueuse-color-scheme'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

function readTheme(): Theme {
  const chosen = stored()
  if (chosen === 'dark' || chosen === 'light') return chosen
  return systemIsDark.matches ? 'dark' : 'light'
}

/** Storage may be switched off: then the system decides. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Then it holds for this page alone.
  }
}

/** The theme in force, and how to choose the other. Another tab's choice and the system's count at once. */
export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState(readTheme)
  useEffect(() => {
    const read = () => setTheme(readTheme())
    addEventListener('storage', read)
    systemIsDark.addEventListener('change', read)
    return () => {
      removeEventListener('storage', read)
      systemIsDark.removeEventListener('change', read)
    }
  }, [])
  useEffect(() => {
    document.documentElement.classList.toggle('dark', theme === 'dark')
    // The browser's own bars take the page's colour.
    const bar = document.querySelector('meta[name="theme-color"]')
    bar?.setAttribute('content', theme === 'dark' ? '#0d0e12' : '#ffffff')
  }, [theme])
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark'
    store(next)
    setTheme(next)
  }
  return [theme, toggle]
}
