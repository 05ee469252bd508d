// Sets the theme before the first paint. A file, not an inline script, because the page's security policy refuses those.
// The key and the words are those of src/ui/theme.ts, which takes over once the application runs.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('vueuse-color-scheme')
  } catch {
    // Storage may be switched off: then the system decides.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
  var bar = document.querySelector('meta[name="theme-color"]')
  if (dark && bar) bar.setAttribute('content', '#08090b')
})()
