import type { Plugin } from 'vite'

/** Asks for the font of the application's first text together with the style sheet that will want it, not after it. */
export const preloadFont = (font: RegExp): Plugin => ({
  name: 'tocsin:preload-font',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle, path }) {
      if (path !== '/index.html') return []
      const file = Object.keys(bundle ?? {}).find((name) => font.test(name))
      if (!file) throw new Error(`No font ${font} in the build`)
      const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: true }
      return [{ tag: 'link', attrs, injectTo: 'head-prepend' }]
    },
  },
})
