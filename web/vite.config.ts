import type { IncomingMessage } from 'node:http'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { groups } from './bundle/chunks.ts'
import { preloadFont } from './bundle/preload-font.ts'
import { preloadPages } from './bundle/preload-pages.ts'
import { splitDocuments } from './bundle/split-documents.ts'

/** Where `npm run dev` starts the server: the same variable moves both. */
const SERVER = `http://127.0.0.1:${env.PORT ?? '4000'}`
const toServer = ['/graphql', '/api', '/metrics', '/healthz', '/readyz', '/docs/openapi.json', '/docs/schema.graphql']
const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A browser that opens /graphql wants the explorer, as it does on the server. */
const explorerPage = ({ method, headers }: IncomingMessage) =>
  method === 'GET' && headers.accept?.includes('text/html') ? '/explorer.html' : undefined

export default defineConfig(({ mode }) => ({
  root: fromHere('.'),
  plugins: [
    vue(),
    splitDocuments(),
    preloadFont(/inter-latin-wght-normal-.*\.woff2$/),
    preloadPages(),
    ui({
      // Components are imported by name in each file, so that a reader and the type checker see where they come from.
      autoImport: false,
      components: false,
      // The style sheet holds the parts that are used, not all that the library has.
      experimental: { componentDetection: true },
      // Every icon is bundled: an unknown one would be fetched from a public service by the analyst's browser.
      // Names stand in plain modules, too.
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      ui: {
        colors: { primary: 'iris', neutral: 'slate' },
        // As small as the hints that stand beside what is no field of the library's.
        formField: { slots: { help: 'mt-1.5 text-xs', hint: 'text-xs' } },
      },
    }),
  ],
  // The library's parts draw their icons with ours: nothing in the application could ask anybody for one.
  resolve: { alias: { '@iconify/vue': fromHere('src/ui/libraryIcon.ts') } },
  // Apollo's own words to developers are left out of what is built.
  define: mode === 'production' ? { 'globalThis.__DEV__': 'false' } : {},
  server: {
    // As if from the server's own page: it ignores the session cookie of a request with a foreign Origin.
    proxy: Object.fromEntries(
      toServer.map((path) => [
        path,
        {
          target: SERVER,
          changeOrigin: true,
          headers: { origin: SERVER },
          ...(path === '/graphql' ? { ws: true, bypass: explorerPage } : {}),
        },
      ]),
    ),
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A font within the style sheet (data:) is refused by the page's security policy.
    assetsInlineLimit: (path) => (/\.(woff2?|ttf)$/.test(path) ? false : undefined),
    // The explorer's editor is one large piece that nothing else loads.
    chunkSizeWarningLimit: 3_000,
    // The explorer is a page of its own: React and its editor never reach the application.
    rolldownOptions: {
      input: [fromHere('index.html'), fromHere('explorer.html')],
      output: { codeSplitting: { groups } },
      // "use client" speaks to servers that render React, of which there is none.
      checks: { moduleLevelDirective: false },
    },
  },
  worker: { format: 'es' },
  // In development packages are served file by file to workers; these of the explorer's are no modules until they are prepared.
  optimizeDeps: { include: ['monaco-graphql > nullthrows', 'monaco-graphql > picomatch-browser'] },
}))
