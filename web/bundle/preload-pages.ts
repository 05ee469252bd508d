import type { Plugin, Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle

/** The pages that people open first: what their addresses look like, and the components that the router loads for them. */
const pages: { path: RegExp; components: string[] }[] = [
  { path: /^\/sign-in/, components: ['auth/SignInPage'] },
  { path: /^\/t\/[^/]+(\/alerts)?\/?$/, components: ['tenants/TenantPages', 'alerts/AlertsPage'] },
  {
    path: /^\/t\/[^/]+\/alerts\/./,
    components: [
      'tenants/TenantPages',
      'alerts/AlertPage',
      'alerts/AlertHistory',
      'observables/AlertObservables',
      'events/AlertEvents',
    ],
  },
  { path: /^\/t\/[^/]+\/sources\/?$/, components: ['tenants/TenantPages', 'sources/SourcesPage'] },
  { path: /^\/t\/[^/]+\/sources\/./, components: ['tenants/TenantPages', 'sources/SourcePage'] },
  { path: /^\/t\/[^/]+\//, components: ['tenants/TenantPages'] },
  { path: /^\/docs\/?$/, components: ['docs/DocsFrame', 'docs/DocsStart'] },
  { path: /^\/docs\//, components: ['docs/DocsFrame'] },
]

/** The table stands before what reads it. */
const reader = '<script src="/head.js"></script>'

/**
 * Writes into the page which files each address needs beyond those of every page, for public/head.js to ask for: they come beside the
 * application's own code instead of after it has run. Data, not a script, because the page's security policy refuses those.
 */
export const preloadPages = (): Plugin => ({
  name: 'tocsin:preload-pages',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {}, chunk, path }) {
      if (path !== '/index.html' || !chunk) return html
      const present = filesOf(bundle, chunk)
      const table = pages.map(({ path: address, components }) => {
        const needed = components.flatMap((name) => [...filesOf(bundle, chunkOf(bundle, name))])
        return { path: address.source, files: [...new Set(needed)].filter((file) => !present.has(file)) }
      })
      const data = `<script type="application/json" id="page-code">${JSON.stringify(table)}</script>`
      return html.replace(reader, `${data}\n    ${reader}`)
    },
  },
})

function chunkOf(bundle: Bundle, component: string): Rolldown.OutputChunk {
  const found = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(`/src/features/${component}.vue`),
  )
  if (found?.type !== 'chunk') throw new Error(`No page ${component} in the build`)
  return found
}

/** A chunk's file, its style sheets, and those of all that it imports. */
function filesOf(bundle: Bundle, chunk: Rolldown.OutputChunk, found = new Set<string>()): Set<string> {
  found.add(chunk.fileName)
  for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet)
  for (const name of chunk.imports) {
    const imported = bundle[name]
    if (imported?.type === 'chunk' && !found.has(name)) filesOf(bundle, imported, found)
  }
  return found
}
