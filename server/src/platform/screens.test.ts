import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { newId } from './ids'
import { createLogger } from './logger'
import { problemHandler } from './http'
import { descriptions, explorerPage, screens } from './screens'

const folder = join(tmpdir(), `.tocsin-screens-${newId()}`)
let server: Server
let url: string

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  for (const [name, text] of [
    ['index.html', 'the application'],
    ['explorer.html', 'the explorer'],
    ['theme.js', 'the theme'],
    ['assets/app-1a2b.js', 'the code'],
  ] as const)
    writeFileSync(join(folder, name), text)
  const app = express()
  app.use('/graphql', explorerPage(folder), (_request, response) => void response.send('an answer'))
  app.use(descriptions(), screens(folder), problemHandler(createLogger('silent')))
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

async function get(path: string, accept = '*/*', method = 'GET') {
  const response = await fetch(url + path, { method, headers: { accept } })
  return { status: response.status, text: await response.text(), header: (name: string) => response.headers.get(name) }
}

it.each([
  ['/t/acme/alerts', browser, 'the application'],
  ['/docs/rest', browser, 'the application'],
  ['/t/acme/alerts', '*/*', 'the application'],
  ['/graphql', browser, 'the explorer'],
  ['/graphql?tenant=acme', browser, 'the explorer'],
  ['/graphql', '*/*', 'an answer'],
  ['/graphql', 'application/json', 'an answer'],
  ['/graphql', 'application/json, text/html', 'an answer'],
  ['/graphql', 'application/graphql-response+json, application/json', 'an answer'],
])('answers %s for %s', async (path, accept, text) => {
  const answer = await get(path, accept)
  expect(answer).toMatchObject({ status: 200, text })
  expect(answer.header('vary')).toContain('Accept')
})

it('leaves what is posted to GraphQL alone, also from a form', async () => {
  expect(await get('/graphql', browser, 'POST')).toMatchObject({ text: 'an answer' })
})

it('lets browsers keep assets for ever and pages never', async () => {
  expect((await get('/assets/app-1a2b.js')).header('cache-control')).toBe('public, max-age=31536000, immutable')
  for (const path of ['/', '/index.html', '/explorer.html', '/t/acme', '/graphql'])
    expect((await get(path, browser)).header('cache-control')).toBe('no-cache')
  expect(await get('/assets/gone.js', browser)).toMatchObject({ status: 404 })
})

it('answers what is neither page nor file as a problem', async () => {
  for (const [path, accept, method] of [
    ['/nothing', 'application/json', 'GET'],
    ['/nothing', browser, 'POST'],
  ] as const) {
    const answer = await get(path, accept, method)
    expect(answer.status).toBe(404)
    expect(answer.header('content-type')).toContain('application/problem+json')
  }
})

it('keeps robots out, and gives the descriptions of the API to anybody', async () => {
  const robots = await get('/robots.txt', browser)
  expect(robots).toMatchObject({ status: 200, text: 'User-agent: *\nDisallow: /\n' })
  expect(robots.header('content-type')).toBe('text/plain; charset=utf-8')
  const openApi = await get('/docs/openapi.json', browser)
  expect(JSON.parse(openApi.text)).toMatchObject({ openapi: '3.1.0' })
  expect(openApi.header('content-type')).toBe('application/json; charset=utf-8')
  const schema = await get('/docs/schema.graphql', browser)
  expect(schema.text).toContain('type Query')
  expect(schema.header('content-type')).toBe('text/plain; charset=utf-8')
  expect(schema.header('cache-control')).toBe('public, max-age=300')
})
