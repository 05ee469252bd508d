import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const SERVER = 'http://127.0.0.1:4000'
const toServer = ['/graphql', '/api', '/metrics', '/healthz', '/readyz']

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    vue(),
    ui({
      // Components are imported by name in each file, so that a reader and the type checker see where they come from.
      autoImport: false,
      components: false,
      // Every icon is bundled: an unknown one would be fetched from a public service by the analyst's browser.
      icon: { clientBundle: { scan: true } },
      ui: {
        colors: { primary: 'teal', neutral: 'slate' },
        // The default hover thins the colour until the label on it misses WCAG AA.
        button: {
          compoundVariants: [
            {
              color: 'primary',
              variant: 'solid',
              class: 'hover:bg-primary-800 active:bg-primary-900 dark:hover:bg-primary-300 dark:active:bg-primary-200',
            },
          ],
        },
      },
    }),
  ],
  server: {
    // The browser's Origin must stay the server's own, or the upgrade of the live socket is refused.
    proxy: Object.fromEntries(
      toServer.map((path) => [
        path,
        { target: SERVER, changeOrigin: true, ws: path === '/graphql', rewriteWsOrigin: true },
      ]),
    ),
  },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
})
