import { manualLink } from './manual-link'

const origin = 'https://tocsin.example'

it('leads from file to file as from page to page', () => {
  expect(manualLink('first-query.md', origin)).toEqual({ to: '/docs/guides/first-query' })
  expect(manualLink('first-query.md#python', origin)).toEqual({ to: '/docs/guides/first-query#python' })
  expect(manualLink('#python', origin)).toEqual({ to: '#python' })
})

it('leads to the schema and the REST page where the files lie in the repository', () => {
  expect(manualLink('../../schema/schema.graphql', origin)).toEqual({ to: '/docs/schema' })
  expect(manualLink('../../schema/schema.graphql#AlertFilter', origin)).toEqual({ to: '/docs/schema/AlertFilter' })
  expect(manualLink('../../schema/openapi.json', origin)).toEqual({ to: '/docs/rest' })
})

it('stays in the application for its own pages, but loads the explorer as the page of its own that it is', () => {
  expect(manualLink(`${origin}/tenants`, origin)).toEqual({ to: '/tenants' })
  expect(manualLink(`${origin}/graphql`, origin)).toEqual({ href: `${origin}/graphql` })
})

it('leads nowhere for what is neither', () => {
  expect(manualLink('javascript:alert(1)', origin)).toBeNull()
  expect(manualLink('../secret', origin)).toBeNull()
})
