import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

interface Definition {
  kind: string
  name: { value: string }
}

/** How a module that holds one definition is addressed; the zero keeps other plugins away from it. */
const ADDRESS = '\0definition:'
const CALL = /\bgraphql\(\s*`([^`]*)`,?\s*\)/g
const NAME = /^\s*(?:query|mutation|subscription|fragment)\s+(\w+)/
const MADE = /^export const \w+ = (\{"kind":"Document".*\}) as unknown as DocumentNode/gm

/**
 * Gives each file the documents that it names, and no others. The map that codegen writes holds every document of every page, as text and as
 * a tree, and whoever reads one of them loads them all. A fragment is one module, however many documents spread it.
 */
export const splitDocuments = (): Plugin => {
  let definitions = new Map<string, Definition[]>()
  return {
    name: 'tocsin:split-documents',
    apply: 'build',
    // After Vue and TypeScript: what is left is the script alone.
    enforce: 'post',
    buildStart() {
      definitions = readDefinitions()
    },
    resolveId: (id) => (id.startsWith(ADDRESS) ? id : null),
    load(id) {
      if (!id.startsWith(ADDRESS)) return null
      const name = id.slice(ADDRESS.length)
      const [own] = definitions.get(name) ?? []
      return `export default ${JSON.stringify(own)}`
    },
    transform(code, id) {
      // The map is left behind once nothing asks it.
      if (id.includes('/src/gql/')) return { code, map: null, moduleSideEffects: false }
      if (!code.includes('graphql(`')) return null
      const imported = new Set<string>()
      const script = code.replace(CALL, (call, text: string) => {
        const name = NAME.exec(text)?.[1] ?? ''
        const parts = definitions.get(name)
        if (!parts) this.error(`No document ${name} in src/gql for ${call}`)
        const names = parts.map(({ name: { value } }) => value)
        for (const part of names) imported.add(part)
        // In brackets, since it may stand where a statement begins.
        return `({ kind: 'Document', definitions: [${names.map(variable).join(', ')}] })`
      })
      const imports = [...imported].map((name) => `import ${variable(name)} from ${JSON.stringify(ADDRESS + name)}`)
      return { code: `${imports.join('\n')}\n${script}`, map: null }
    },
  }
}

const variable = (name: string) => `$${name}`

/** Every document by its name: its own definition first, then those of the fragments that it spreads. */
function readDefinitions(): Map<string, Definition[]> {
  const text = readFileSync(fileURLToPath(new URL('../src/gql/graphql.ts', import.meta.url)), 'utf8')
  const documents = [...text.matchAll(MADE)].map(([, json = '']) => JSON.parse(json) as { definitions: Definition[] })
  return new Map(documents.map(({ definitions }) => [definitions[0]?.name.value ?? '', definitions]))
}
