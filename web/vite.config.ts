import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where `npm run dev` starts the server: the same variable moves both. */
const SERVER = `http://127.0.0.1:${env.PORT ?? '4000'}`
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
    // As if from the server's own page: it ignores the session cookie of a request with a foreign Origin.
    proxy: Object.fromEntries(
      toServer.map((path) => [
        path,
        { target: SERVER, changeOrigin: true, ws: path === '/graphql', headers: { origin: SERVER } },
      ]),
    ),
  },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
})
