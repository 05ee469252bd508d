import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { httpStatusOf } from '../platform/errors'
import { projectRoot } from '../platform/config'
import { SourceAuthentication } from '../sources/source.authentication'
import { bodyLimits } from './body'

interface Operation {
  tags?: string[]
  responses: Record<string, unknown>
  parameters: { name: string }[]
}

interface OpenApi {
  paths: Record<string, { post?: Operation; get?: Operation }>
  components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } }
}

const text = readFileSync(join(projectRoot, 'schema/openapi.json'), 'utf8')
const document = JSON.parse(text) as OpenApi

it('names every address, every answer, and codes that exist', () => {
  expect(Object.keys(document.paths)).toEqual([
    ...['/api/v1/webhook/{source}', '/api/v1/webhook/{tenant}/{source}', '/api/v1/hook/{token}', '/api/v1/ingest'],
    ...[
      '/api/v1/deliveries/{id}',
      '/api/v1/health',
      '/ingest',
      '/api/v1/agents/heartbeat',
      '/api/v1/agents',
      '/api/v1/signals',
      '/api/v1/signals/{id}/status',
    ],
    ...['/api/v1/stats', '/api/v1/webhook', '/alerts', '/api/v1/incidents/{id}', '/api/v1/events', '/api/v1/alerts'],
    ...['/api/v1/auth/login', '/api/v1/auth/register', '/', '/healthz'],
  ])
  const common = ['202', '400', '401', '413', '415', '422', '429', '503']
  const more: Record<string, string[]> = { '/api/v1/ingest': ['403', '404', '409'] } // whoever holds a key is told what is wrong
  for (const [path, { post }] of Object.entries(document.paths)) {
    if (post && !post.tags) expect(Object.keys(post.responses)).toEqual([...common, ...(more[path] ?? [])].sort())
  }
  expect(Object.keys(document.paths['/api/v1/deliveries/{id}']?.get?.responses ?? {})).toEqual([
    '200',
    '401',
    '403',
    '404',
  ])
  const { enum: codes } = document.components.schemas.Problem.properties.code
  expect([...codes].sort()).toEqual(Object.keys(httpStatusOf).sort())
})

it('names every way in which a source may prove itself', () => {
  for (const way of Object.values(SourceAuthentication)) expect(text).toContain(`authentication is ${way}`)
})

it('tells the limits that hold', () => {
  expect(bodyLimits).toMatchObject({ bytes: 1_048_576, milliseconds: 10_000 })
  expect(text).toContain('1 MiB')
  expect(text).toContain('within 10 seconds')
})

it('points only to what it holds', () => {
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, unknown> } }
  for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
    expect(components.schemas).toHaveProperty(name ?? '')
})
