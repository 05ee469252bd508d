import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guides } from '../features/docs/guides'
import { manualLink } from './manual-link'
import { readMarkdown, type Block, type Inline } from './markdown'
import { readSchema } from './schema-manual'

const root = join(__dirname, '../../..')
const read = (slug: string) => readMarkdown(readFileSync(join(root, `docs/guides/${slug}.md`), 'utf8'))
const pages = new Map(guides.map(({ slug }) => [slug, read(slug)]))
const schema = readSchema(readFileSync(join(root, 'schema/schema.graphql'), 'utf8'))
const origin = 'http://127.0.0.1:4000'

it('lists every guide there is', () => {
  expect(readdirSync(join(root, 'docs/guides')).sort()).toEqual(guides.map(({ slug }) => `${slug}.md`).sort())
})

it.each(guides)('$slug begins with its title', ({ slug, title }) => {
  expect(pages.get(slug)?.[0]).toMatchObject({ kind: 'heading', level: 1, text: title })
})

it.each(guides)('every link of $slug leads somewhere', ({ slug }) => {
  for (const href of linksIn(pages.get(slug) ?? [])) {
    const link = manualLink(href, origin)
    expect([href, link]).toEqual([href, expect.anything()])
    const [, guide, anchor] = /^\/docs\/guides\/([\w-]+)(?:#(.+))?$/.exec(link?.to ?? '') ?? []
    if (guide) expect(pages.has(guide)).toBe(true)
    if (guide && anchor) expect(anchorsOf(pages.get(guide) ?? [])).toContain(anchor)
    const [, type] = /^\/docs\/schema\/(\w+)$/.exec(link?.to ?? '') ?? []
    if (type) expect(schema.has(type)).toBe(true)
  }
})

it('tells every error code with the HTTP status that the server gives it', () => {
  const server = readFileSync(join(root, 'server/src/platform/errors.ts'), 'utf8')
  const codes = [...server.matchAll(/^ {2}([A-Z_]+): (\d{3}),$/gm)].map(([, code, status]) => [code, status])
  expect(codes.length).toBeGreaterThan(5)
  expect(firstColumns('errors-and-retries', 0)).toEqual(codes)
})

it('tells every scope', () => {
  const server = readFileSync(join(root, 'server/src/platform/permissions.ts'), 'utf8')
  const scopes = [...server.matchAll(/^ {2}'([a-z]+:[a-z]+)',$/gm)].map(([, scope]) => scope)
  expect(scopes.length).toBeGreaterThan(5)
  expect(firstColumns('keys-and-tenants', 1).map(([scope]) => scope)).toEqual(scopes)
})

function firstColumns(slug: string, table: number): string[][] {
  const found = (pages.get(slug) ?? []).filter((block) => block.kind === 'table')[table]
  return (found?.rows ?? []).map((row) =>
    row.slice(0, 2).map((cell) => cell.map((span) => ('text' in span ? span.text : '')).join('')),
  )
}

const anchorsOf = (blocks: Block[]) => blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []))

function linksIn(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return hrefs(block.children)
      case 'list':
        return block.items.flatMap(linksIn)
      case 'quote':
        return linksIn(block.blocks)
      case 'table':
        return [block.head, ...block.rows].flat().flatMap(hrefs)
      default:
        return []
    }
  })
}

function hrefs(spans: Inline[]): string[] {
  return spans.flatMap((span) => [
    ...(span.kind === 'link' ? [span.href] : []),
    ...('children' in span ? hrefs(span.children) : []),
  ])
}
