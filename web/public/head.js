// What cannot wait for the application. A file, not an inline script, because the page's security policy refuses those.

// The theme, before the first paint. The key and the words are those of src/ui/theme.ts, which takes over once the application runs.
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

// The code of the page in the address, beside that of the application: bundle/preload-pages.ts has written down which files that is.
;(function () {
  var table = document.getElementById('page-code')
  if (!table) return
  var page = JSON.parse(table.textContent).find(function (one) {
    return new RegExp(one.path).test(location.pathname)
  })
  if (!page) return
  page.files.forEach(function (file) {
    var link = document.createElement('link')
    var isStyle = /\.css$/.test(file)
    link.rel = isStyle ? 'preload' : 'modulepreload'
    if (isStyle) link.as = 'style'
    link.crossOrigin = ''
    link.href = '/' + file
    document.head.append(link)
  })
})()
